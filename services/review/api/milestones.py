"""Inner door: which applications the city pushed; for the control plane only."""

from fastapi import APIRouter

from services.review.views.milestones import show_pushed
from shared.http.api import StoreDep
from shared.instruments.contract.state import Milestones
from shared.instruments.questions import MILESTONES, PREFIX

router = APIRouter(prefix=PREFIX)


@MILESTONES.on(router)
async def pushed(store: StoreDep) -> Milestones:
    """Every application that was pushed, and how often."""
    return await store.read(show_pushed)
