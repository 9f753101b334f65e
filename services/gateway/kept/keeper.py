"""Makes of an exchange that passed what is kept of it. Runs behind the answers."""

import asyncio
import logging
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any, TypedDict

from pydantic_core import to_json

from services.gateway.door.keep import Held, Passed
from services.gateway.kept.files import file_sent_out, files_sent
from services.gateway.kept.masks import headers_shown, masked_json, query_shown, scrubbed
from services.gateway.peers.asking import HERE, Peers
from shared.context import Context, entered
from shared.instruments.contract.exchanges import (
    MARKS,
    KeptFile,
    Marks,
    OperationMarks,
    ServiceMarks,
)
from shared.instruments.contract.said import NOTHING
from shared.journal.told import packed

CUT = 65_536
PATIENCE_SECONDS, PAUSE_SECONDS = 2.0, 5.0
"""How long a service may take to answer, and when one that did not is asked again."""

_UNKNOWN = OperationMarks(method="", path="", query=Marks(closed=True), body=None, answer=None)
_PROBLEM = "application/problem+json"

Headers = Iterable[tuple[bytes, bytes]]

log = logging.getLogger(__name__)


class _Shown(TypedDict, total=False):
    """A KeptBody."""

    media_type: str | None
    size: int
    text: str
    cut: bool
    files: list[KeptFile]
    hidden: str


class Keeper:
    """Knows from each service which fields are sensitive; of a service that never answered nothing is shown."""

    def __init__(self, peers: Peers, own: Callable[[], Iterable[OperationMarks]]) -> None:
        self._peers = peers
        self._own = own  # not asked by the inner door, which waits until all is written
        self._operations: dict[str, dict[tuple[str, int], list[tuple[re.Pattern[str], OperationMarks]]]] = {}
        self._asked_at = float("-inf")

    async def told(self, passed: Iterable[Passed]) -> list[bytes]:
        """What is written down of each."""
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
            asking = (self._peers.ask(name, MARKS, NOTHING, seconds=PATIENCE_SECONDS) for name in unknown)
            answers = await asyncio.gather(*asking, return_exceptions=True)
        for name, answer in zip(unknown, answers, strict=True):
            if isinstance(answer, ServiceMarks):
                self._know(name, answer.items)

    def _know(self, service: str, operations: Iterable[OperationMarks]) -> None:
        known = self._operations[service] = defaultdict(list)
        for one in operations:
            known[one.method, one.path.count("/")].append((_pattern(one.path), one))

    def _told(self, passed: Passed) -> bytes:
        try:  # one that cannot be kept takes no other with it
            return packed(to_json(self._kept(passed)))
        except Exception:
            log.exception("what %s said could not be kept", passed.scope["path"])
            return b""

    def _kept(self, passed: Passed) -> dict[str, Any]:
        """A KeptExchange, as `carrying/judging.py` reads it: written for every request, and made without its model."""
        scope, operation = passed.scope, self._operation(passed)
        media_type = _value(scope["headers"], b"content-type") or ""
        answer = _body(passed.answered, passed.answer_headers, operation.answer, passed.page)
        body = _body(passed.asked, scope["headers"], operation.body, passed.page)
        if media_type.startswith("multipart/") and not passed.page:
            said, told = b"".join(passed.asked.chunks), b"".join(passed.answered.chunks)
            files = files_sent(media_type, said, passed.asked.whole, told)
            body = _Shown(media_type=media_type, size=passed.asked.size, files=files)
        return {
            "method": scope["method"], "path": scrubbed(scope["path"]), "headers": headers_shown(scope["headers"]),
            "query": query_shown(scope["query_string"], operation.query), "body": body,
            "answer": {
                "status": passed.status, "headers": headers_shown(passed.answer_headers), "body": answer,
            },
        }  # fmt: skip

    def _operation(self, passed: Passed) -> OperationMarks:
        method, path = passed.scope["method"], passed.scope["path"]
        kind = "GET" if method == "HEAD" else method, path.count("/")
        for pattern, one in self._operations.get(passed.service, {}).get(kind, ()):
            if pattern.fullmatch(path):
                return one
        return _UNKNOWN


def _body(held: Held, headers: Headers, marks: Marks | None, page: bool) -> _Shown:
    media_type = _value(headers, b"content-type")
    shown = _shown(held, headers, media_type or "", marks, page)
    shown["media_type"], shown["size"] = media_type, held.size
    return shown


def _shown(held: Held, headers: Headers, media_type: str, marks: Marks | None, page: bool) -> _Shown:
    if not held.size:
        return {}
    if page:
        return {"hidden": "page"}
    said = b"".join(held.chunks)
    kind = media_type.partition(";")[0].strip().lower()
    if kind == _PROBLEM and held.whole:
        return _cut(scrubbed(said.decode("utf-8", "replace")))
    if kind and "json" not in kind and not kind.startswith(("text/", "multipart/", "application/x-www-form")):
        return {"files": [file_sent_out(kind, held.size, _by_name(headers))]}
    if marks is None:
        return {"hidden": "unknown"}
    if not held.whole:
        return {"hidden": "large"}
    try:
        return _cut(masked_json(said, marks))
    except (ValueError, RecursionError):
        return {"hidden": "unknown"}


def _cut(text: str) -> _Shown:
    return {"text": text[:CUT], "cut": len(text) > CUT}


def _value(headers: Headers, wanted: bytes) -> str | None:
    for name, value in headers:
        if name.lower() == wanted:
            return value.decode("latin-1")
    return None


def _by_name(headers: Headers) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers}


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"(\{[^}]+\})", path)
    return re.compile("".join("[^/]+" if part.startswith("{") else re.escape(part) for part in parts))
