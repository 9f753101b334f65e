"""How a method of `shentu.calls` becomes a request."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from shentu.caller import Caller, path_of

File = bytes | Path | tuple[str, bytes]
"""What is uploaded: contents, a file on the disk, or a name and contents."""


class Place:
    """One of portal, hall, review, sms and sim, asked by somebody."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def _ask(self, method: str, parts: list[str], **what: Any) -> Any:
        """The decoded answer; None where there is nothing to say."""
        answer = self._caller.send(method, path_of(parts), **_how(**what))
        return answer.json() if answer.content else None

    def _load(self, method: str, parts: list[str], **what: Any) -> bytes:
        """The answer as it is."""
        return self._caller.send(method, path_of(parts), **_how(**what)).content

    def _each(self, method: str, parts: list[str], query: Mapping[str, Any] | None = None) -> Iterator[Any]:
        """Every item of a list, page by page. The first page is asked for at once: a refusal comes from the call."""
        first = self._ask(method, parts, query=query)
        return self._from(first, method, parts, query or {})

    def _from(self, page: Any, method: str, parts: list[str], query: Mapping[str, Any]) -> Iterator[Any]:
        yield from page["items"]
        while page["next_cursor"]:
            page = self._ask(method, parts, query={**query, "cursor": page["next_cursor"]})
            yield from page["items"]


def _how(
    body: Any = None,
    content: bytes | None = None,
    file: File | None = None,
    fields: Mapping[str, Any] | None = None,
    query: Mapping[str, Any] | None = None,
    idempotency_key: str | None = None,
) -> dict[str, Any]:
    """As httpx takes it. What is None is not sent."""
    how: dict[str, Any] = {"params": {name: value for name, value in (query or {}).items() if value is not None}}
    if idempotency_key is not None:
        how["headers"] = {"Idempotency-Key": idempotency_key}
    if file is not None:
        how |= {"files": {"file": _part(file)}, "data": dict(fields or {})}
    elif content is not None:
        how["content"] = content
    elif body is not None:
        how["json"] = body
    return how


def _part(file: File) -> tuple[str, bytes]:
    if isinstance(file, Path):
        return file.name, file.read_bytes()
    return file if isinstance(file, tuple) else ("file.pdf", file)
