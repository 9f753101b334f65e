"""Read a phone: what the simulated operator delivered to it."""

from dataclasses import dataclass
from typing import Any

from services.gateway.peers.asking import Peers
from services.gateway.peers.watch import Caller, answered_in_time

SPARE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Texts:
    """Which texts: to `phone`, of a template, after the message `after`."""

    phone: str
    template: str | None = None
    after: str | None = None


async def read_phone(caller: Caller, peers: Peers, search: Texts, seconds: float) -> list[dict[str, Any]]:
    """The texts, oldest first; waits up to `seconds` until there is one, and is empty if there is none by then.

    The message service does the waiting: nobody knows sooner.
    """

    async def ask(patience: float) -> list[dict[str, Any]]:
        body = await _page(peers, search, search.after or "", patience)
        texts: list[dict[str, Any]] = body["items"]
        while body["more"]:
            body = await _page(peers, search, texts[-1]["id"], 0)
            texts += body["items"]
        return texts

    return await answered_in_time(caller, ask, seconds)


async def _page(peers: Peers, search: Texts, after: str, wait: float) -> Any:
    query = {"to": search.phone, "after": after, "template": search.template, "wait": wait}
    return await peers.ask("sms", "GET", "/internal/texts", query=query, seconds=wait + SPARE_SECONDS)
