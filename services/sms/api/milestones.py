"""Inner door: for which applications the account was texted; for the control plane only."""

from fastapi import APIRouter

from services.sms.views.milestones import show_texted
from shared.http.api import StoreDep
from shared.instruments.contract.state import Milestones
from shared.instruments.questions import MILESTONES, PREFIX

router = APIRouter(prefix=PREFIX)


@MILESTONES.on(router)
async def texted(store: StoreDep) -> Milestones:
    """Every journey with an account text, and how many."""
    return await store.read(show_texted)
