"""The published language of the whole system."""

from typing import Any

from fastapi import APIRouter

from services.gateway.instruments.entrance import PeersDep
from shared.http.asyncapi import asyncapi_document

router = APIRouter(include_in_schema=False)

TITLE = "Shentu events 审图事件（模拟）"


@router.get("/asyncapi.json")
async def asyncapi(peers: PeersDep) -> dict[str, Any]:
    """AsyncAPI 3.0 of all services: who sends what, and who takes it."""
    handled: dict[str, list[str]] = {}
    for type_, consumers in (await peers.subscribers()).items():
        for consumer in consumers:
            handled.setdefault(consumer, []).append(type_)
    return asyncapi_document(TITLE, peers.behind, handled)
