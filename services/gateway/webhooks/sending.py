"""One request to somebody outside: to an address that was judged, never further, and not for long."""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from time import monotonic
from typing import Any

from services.gateway.kept.masks import headers_shown
from services.gateway.webhooks.limits import limits
from services.gateway.webhooks.payload import CONTENT_TYPE
from services.gateway.webhooks.shown import answer_shown
from services.gateway.webhooks.signing import signature
from shared.clock import real_micros
from shared.outward.addresses import Hosts, Refused, Target
from shared.outward.session import USER_AGENT, begin_of, judged_session

Headers = list[dict[str, Any]]
MOST_HEADERS, MOST_CHARACTERS = 50, 1000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Posting:
    """What is to be sent where, under which `webhook-id`."""

    message: str
    url: str
    secret: str
    body: bytes
    journey: str | None = None


@dataclass(slots=True)
class Told:
    """What became of an attempt, as far as it may be shown. `error` is a code, none where the answer was 2xx."""

    at: int
    headers: Headers
    duration_us: int = 0
    status: int | None = None
    answer_headers: Headers | None = None
    answer: str | None = None
    cut: bool = False
    error: str | None = None


class Sender:
    """Sends; a connection serves one request. Nothing is loaded before the first."""

    def __init__(self, hosts: Hosts) -> None:
        self._hosts = hosts
        self._session: Any = None

    async def stop(self) -> None:
        """Let go."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def send(self, posting: Posting) -> Told:
        """One attempt; whatever becomes of it is told, and nothing raised."""
        now = real_micros()
        headers = _headers(posting, now // 1_000_000)
        told = Told(now, _headers_kept((name.encode(), value.encode()) for name, value in headers.items()))
        began = monotonic()
        try:
            async with asyncio.timeout(limits().answer_seconds):
                await self._ask(self._hosts.target(posting.url), headers, posting.body, told)
        except TimeoutError:
            told.error = "timeout"
        except Refused as refused:
            told.error = refused.code
        except OSError:
            told.error = "unreachable"
        except Exception as error:
            told.error = "broken"  # what answers there speaks no HTTP, or stops in the middle
            # its kind alone: the sentence names the URL, which may hold what lets somebody in
            log.info("an answer to a webhook could not be read: %s", type(error).__name__)
        told.duration_us = round((monotonic() - began) * 1_000_000)
        return told

    async def _ask(self, target: Target, headers: dict[str, str], body: bytes, told: Told) -> None:
        from yarl import URL

        url = URL(target.url, encoded=True)
        asked = self._session_here().post(url, data=body, headers=headers, allow_redirects=False)
        async with asked as answer:
            told.status = answer.status
            told.answer_headers = _headers_kept(answer.raw_headers)
            said = await begin_of(answer.content, limits().answer_bytes + 1)
            told.answer, told.cut = answer_shown(said, answer.headers.get("content-type", ""), limits().answer_bytes)
        if not 200 <= answer.status < 300:
            told.error = "redirected" if 300 <= answer.status < 400 else "status"

    def _session_here(self) -> Any:
        if self._session is None:
            self._session = judged_session(self._hosts)
        return self._session


def _headers(posting: Posting, seconds: int) -> dict[str, str]:
    return {
        "webhook-id": posting.message,
        "webhook-timestamp": str(seconds),
        "webhook-signature": signature(posting.secret, posting.message, seconds, posting.body),
        "Content-Type": CONTENT_TYPE,
        "User-Agent": USER_AGENT,
        "Accept-Encoding": "identity",
    }


def _headers_kept(headers: Iterable[tuple[bytes, bytes]]) -> Headers:
    return [
        {"name": one["name"], "value": one["value"][:MOST_CHARACTERS]}
        for one in islice(headers_shown(headers), MOST_HEADERS)
    ]  # fmt: skip
