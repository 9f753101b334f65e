"""Read a phone: what the simulated operator delivered to it."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from services.gateway.sim.peers import Peers
from services.gateway.sim.watch import first
from shared.api import cursor_after

PAGE = 200
REACHED = "delivered"
"""A phone shows what reached it (S17): what failed or was never heard of again is known to the message service only."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Which texts: to `phone`, of a template, after the message `after`."""

    phone: str
    template: str | None = None
    after: str | None = None


async def read_phone(request: Request, peers: Peers, wanted: Texts, seconds: float) -> list[dict[str, Any]]:
    """The texts, oldest first; waits up to `seconds` until there is one, and is empty if there is none by then."""

    async def look() -> list[dict[str, Any]] | None:
        return await _texts(peers, wanted) or None

    if seconds <= 0:
        return await _texts(peers, wanted)
    return await first(request, look, peers, ["sms"], seconds) or []


async def _texts(peers: Peers, wanted: Texts) -> list[dict[str, Any]]:
    texts: list[dict[str, Any]] = []
    # What failed on the way never reached the phone; /sms/messages shows it.
    query: dict[str, Any] = {"to": wanted.phone, "template": wanted.template, "status": "delivered", "limit": PAGE}
    if wanted.after and wanted.after.isascii() and wanted.after.isprintable():
        query["cursor"] = cursor_after(wanted.after)
    while True:
        said = await peers.ask("sms", "GET", "/sms/messages", query=query)
        texts += [text for text in said["items"] if wanted.after is None or text["id"] > wanted.after]
        if said["next_cursor"] is None:
            return texts
        query["cursor"] = said["next_cursor"]
