"""Files handed out again: streamed, whole or a part of them (RFC 9110 §14), under the name they came with (RFC 5987).

    return await send(request, Download(name="施工图.pdf", media_type="application/pdf", size=…, sha256=…, open=…))

What strangers uploaded is never shown as a page of ours: it is an attachment, of the type it was found to be.
"""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from io import SEEK_END, BytesIO
from typing import IO, Any, Self
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import Response, StreamingResponse

from shared.errors import FileGone, RangeNotSatisfiable
from shared.files import CHUNK

_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z0-9 ._()+=@!-]+")
_GUARD = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox",
    "Cache-Control": "private, no-cache",
    "Accept-Ranges": "bytes",
}
_BINARY = {"schema": {"type": "string", "format": "binary"}}


def content_answers(media_types: Iterable[str]) -> dict[int | str, dict[str, Any]]:
    """What a content door that hands out files of these types may answer, for the OpenAPI documents."""
    content = dict.fromkeys(media_types, _BINARY)
    return {
        200: {"description": "The file, as an attachment; its ETag is its SHA-256", "content": content},
        206: {"description": "The part of it that Range asked for", "content": content},
        304: {"description": "It is still the one that If-None-Match names"},
    }


@dataclass(frozen=True, slots=True)
class Download:
    """A file to hand out: `size` in bytes, `sha256` in hex, `open` gives its bytes and may block.

    `open` raises FileNotFoundError when there are none.
    """

    name: str
    media_type: str
    size: int
    sha256: str
    open: Callable[[], IO[bytes]]

    @classmethod
    def of(cls, name: str, media_type: str, content: bytes) -> Self:
        """A file that is in memory."""
        return cls(name, media_type, len(content), hashlib.sha256(content).hexdigest(), lambda: BytesIO(content))


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a file, from byte `first` on, `length` bytes."""

    first: int
    length: int


async def send(request: Request, file: Download) -> Response:
    """The answer to GET or HEAD; raises RangeNotSatisfiable, FileGone."""
    etag = f'"{file.sha256}"'
    headers = _GUARD | {"ETag": etag, "Content-Disposition": attachment(file.name)}
    if _knows(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=headers)
    span = _span_asked(request, file.size, etag)
    part = span or Span(0, file.size)
    headers["Content-Length"] = str(part.length)
    if span is not None:
        headers["Content-Range"] = f"bytes {span.first}-{span.first + span.length - 1}/{file.size}"
    status = 200 if span is None else 206
    content = await asyncio.to_thread(_opened, file, part.first)
    if request.method == "HEAD" or request.scope.get("head_only"):  # as which the door had it come
        await asyncio.to_thread(content.close)
        return Response(status_code=status, headers=headers, media_type=file.media_type)
    return StreamingResponse(_bytes(content, part.length), status, headers, file.media_type)


def attachment(name: str) -> str:
    """Content-Disposition: the name as it is, and for clients that do not know RFC 5987 one in ASCII."""
    plain = name if _PLAIN.fullmatch(name) else "file" + _ending(name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _ending(name: str) -> str:
    dot = name.rfind(".")
    ending = name[dot:] if dot > 0 else ""
    return ending if _PLAIN.fullmatch(ending) else ""


def _knows(named: str, etag: str) -> bool:
    return any(tag.strip().removeprefix("W/") in (etag, "*") for tag in named.split(","))


def _span_asked(request: Request, size: int, etag: str) -> Span | None:
    """The part that is asked for; None for the whole: no range, several, one of another unit, or of another file."""
    asked = _RANGE.fullmatch(request.headers.get("range", "").replace(" ", ""))
    if asked is None or not any(asked.groups()) or request.headers.get("if-range", etag) != etag:
        return None
    first, last = (int(number[:19]) if number else None for number in asked.groups())
    if first is None:
        first, last = max(0, size - (last or 0)), size - 1
    elif last is not None and last < first:
        return None  # no range at all (RFC 9110 §14.1.1)
    if first >= size:
        raise RangeNotSatisfiable(size=size)
    return Span(first, min(size - 1, size if last is None else last) - first + 1)


def _opened(file: Download, first: int) -> IO[bytes]:
    try:
        content = file.open()
    except FileNotFoundError as error:
        raise FileGone from error
    if content.seek(0, SEEK_END) != file.size:
        content.close()
        raise FileGone
    content.seek(first)
    return content


async def _bytes(content: IO[bytes], left: int) -> AsyncIterator[bytes]:
    try:
        while left and (chunk := await asyncio.to_thread(content.read, min(left, CHUNK))):
            left -= len(chunk)
            yield chunk
    finally:
        content.close()
