"""What the service counts of itself."""

from fastapi import APIRouter

from shared.http.host import Host
from shared.instruments import questions
from shared.instruments.contract.measured import Measured
from shared.instruments.measuring import measured


def routes(service: Host) -> APIRouter:
    """`/measured`."""
    router = APIRouter()

    @questions.MEASURED.on(router)
    async def count() -> Measured:
        return await measured(service)

    return router
