"""`/metrics` for all services, at the one door; each has its own as well."""

from fastapi import APIRouter
from fastapi.responses import Response

from services.gateway.instruments.entrance import PeersDep
from services.gateway.instruments.metrics.act import measure
from shared.http.api import StoreDep
from shared.instruments.measuring import MEDIA_TYPE, exposition

router = APIRouter(include_in_schema=False)


@router.get("/metrics")
async def metrics(peers: PeersDep, store: StoreDep) -> Response:
    """Numbers only, of no sandbox in particular: open like `/readyz`."""
    return Response(exposition(await measure(peers, store)), media_type=MEDIA_TYPE)
