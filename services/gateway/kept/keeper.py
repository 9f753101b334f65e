"""Makes of an exchange that passed what is kept of it. Runs behind the answers."""

import asyncio
import logging
import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from time import monotonic

from services.gateway.door.keep import Held, Passed
from services.gateway.kept.files import file_sent_out, files_sent
from services.gateway.kept.masks import headers_shown, masked_json, query_shown, scrubbed
from services.gateway.peers.asking import HERE, Peers
from shared.context import Context, entered
from shared.instruments.contract.exchanges import (
    KeptAnswer,
    KeptBody,
    KeptExchange,
    Marks,
    OperationMarks,
    ServiceMarks,
)
from shared.instruments.questions import MARKS

CUT = 65_536
PATIENCE_SECONDS, PAUSE_SECONDS = 2.0, 5.0
"""How long a service may take to answer, and when one that did not is asked again."""

_UNKNOWN = OperationMarks(method="", path="", query=Marks(closed=True), body=None, answer=None)
_PROBLEM = "application/problem+json"

log = logging.getLogger(__name__)


class Keeper:
    """Knows from each service which fields are sensitive; of a service that never answered nothing is shown."""

    def __init__(self, peers: Peers, own: Callable[[], Iterable[OperationMarks]]) -> None:
        self._peers = peers
        self._own = own  # not asked by the inner door, which waits until all is written
        self._operations: dict[str, list[tuple[re.Pattern[str], OperationMarks]]] = {}
        self._asked_at = float("-inf")

    async def told(self, passed: Iterable[Passed]) -> list[bytes]:
        """What is written down of each, compressed."""
        await self._learn()
        return [self._told(one) for one in passed]

    async def _learn(self) -> None:
        if HERE not in self._operations:
            self._know(HERE, self._own())
        unknown = [name for name in self._peers.behind if name not in self._operations]
        if not unknown or monotonic() < self._asked_at + PAUSE_SECONDS:
            return
        self._asked_at = monotonic()
        with entered(Context()):
            asking = (self._peers.ask(name, MARKS, seconds=PATIENCE_SECONDS) for name in unknown)
            answers = await asyncio.gather(*asking, return_exceptions=True)
        for name, answer in zip(unknown, answers, strict=True):
            if isinstance(answer, ServiceMarks):
                self._know(name, answer.items)

    def _know(self, service: str, operations: Iterable[OperationMarks]) -> None:
        self._operations[service] = [(_pattern(one.path), one) for one in operations]

    def _told(self, passed: Passed) -> bytes:
        try:
            kept = self._kept(passed)
        except Exception:
            log.exception("what %s said could not be kept", passed.scope["path"])
            return b""
        return zlib.compress(kept.model_dump_json().encode(), 1)

    def _kept(self, passed: Passed) -> KeptExchange:
        scope, operation = passed.scope, self._operation(passed.scope["method"], passed.scope["path"])
        asked, answered = _by_name(scope["headers"]), _by_name(passed.answer_headers)
        answer = _body(passed.answered, answered, operation.answer, passed.page)
        body = _body(passed.asked, asked, operation.body, passed.page)
        media_type = asked.get("content-type", "")
        if media_type.startswith("multipart/") and not passed.page:
            said, told = b"".join(passed.asked.chunks), b"".join(passed.answered.chunks)
            files = files_sent(media_type, said, passed.asked.whole, told)
            body = KeptBody(media_type=media_type, size=passed.asked.size, files=files)
        return KeptExchange(
            method=scope["method"], path=scrubbed(scope["path"]), headers=headers_shown(scope["headers"]), body=body,
            query=query_shown(scope["query_string"], operation.query),
            answer=KeptAnswer(status=passed.status, headers=headers_shown(passed.answer_headers), body=answer),
        )  # fmt: skip

    def _operation(self, method: str, path: str) -> OperationMarks:
        first = path.split("/", 2)[1] if path.startswith("/") else ""
        service = first if first in self._operations else HERE
        wanted = "GET" if method == "HEAD" else method
        known = (one for pattern, one in self._operations.get(service, ()) if pattern.fullmatch(path))
        return next((one for one in known if one.method == wanted), _UNKNOWN)


def _body(held: Held, headers: Mapping[str, str], marks: Marks | None, page: bool) -> KeptBody:
    media_type = headers.get("content-type")
    kept = KeptBody(media_type=media_type, size=held.size)
    if not held.size:
        return kept
    if page:
        return kept.model_copy(update={"hidden": "page"})
    said = b"".join(held.chunks)
    kind = (media_type or "").partition(";")[0].strip().lower()
    if kind == _PROBLEM and held.whole:
        return _cut(kept, scrubbed(said.decode("utf-8", "replace")))
    if kind and "json" not in kind and not kind.startswith(("text/", "multipart/", "application/x-www-form")):
        return kept.model_copy(update={"files": [file_sent_out(kind, held.size, dict(headers))]})
    if marks is None:
        return kept.model_copy(update={"hidden": "unknown"})
    if not held.whole:
        return kept.model_copy(update={"hidden": "large"})
    try:
        return _cut(kept, masked_json(said, marks))
    except (ValueError, RecursionError):
        return kept.model_copy(update={"hidden": "unknown"})


def _cut(kept: KeptBody, text: str) -> KeptBody:
    return kept.model_copy(update={"text": text[:CUT], "cut": len(text) > CUT})


def _by_name(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers}


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"(\{[^}]+\})", path)
    return re.compile("".join("[^/]+" if part.startswith("{") else re.escape(part) for part in parts))
