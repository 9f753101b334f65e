"""Inner door: which applications were confirmed; for the control plane only."""

from fastapi import APIRouter

from services.hall.views.milestones import show_confirmed
from shared.http.api import StoreDep
from shared.instruments.contract.state import Milestones
from shared.instruments.questions import MILESTONES, PREFIX

router = APIRouter(prefix=PREFIX)


@MILESTONES.on(router)
async def confirmed(store: StoreDep) -> Milestones:
    """Every application that was ever confirmed."""
    return await store.read(show_confirmed)
