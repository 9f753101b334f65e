"""Where the console lives, and how a page looks into the sandbox that its address names."""

from pathlib import Path

from fastapi import APIRouter, Depends, Request

from services.gateway.console.presenting import note_presenting
from shared.pages.place import SIM, Place
from shared.pages.route import router_of
from shared.pages.session import enter_sandbox, sim_allowed

PLACE = Place("console", Path(__file__).parent, "console", login=SIM, home="/console")


async def _enter(request: Request, sandbox: str) -> None:
    await sim_allowed(request)
    await enter_sandbox(request, sandbox)


def in_sandbox() -> APIRouter:
    """A router of pages under `/console/in/{sandbox}`; what they call is what `/sim` calls."""
    return router_of(PLACE, prefix="/console/in/{sandbox}", dependencies=[Depends(_enter), Depends(note_presenting)])


def of_all() -> APIRouter:
    """A router of pages about all sandboxes."""
    return router_of(PLACE, prefix="/console", dependencies=[Depends(sim_allowed), Depends(note_presenting)])
