"""What of the service's operations is sensitive."""

from fastapi import APIRouter

from shared.http.host import Host
from shared.instruments import questions
from shared.instruments.contract.exchanges import ServiceMarks
from shared.instruments.marks import operations_marked


def routes(service: Host) -> APIRouter:
    """`/marks`."""
    router = APIRouter()

    @questions.MARKS.on(router)
    async def marks() -> ServiceMarks:
        return ServiceMarks(items=[*operations_marked(service.api.routes), *service.marks])

    return router
