"""What this service means by a problem's code."""

from fastapi import APIRouter

from shared.http.host import Host
from shared.http.problems import explained
from shared.instruments.contract.problems import Meanings
from shared.instruments.questions import MEANINGS


def routes(service: Host) -> APIRouter:
    """`/problems/{code}`."""
    router = APIRouter()

    @MEANINGS.on(router)
    async def tell(code: str) -> Meanings:
        return Meanings(items=explained(code))

    return router
