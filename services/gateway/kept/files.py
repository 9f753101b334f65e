"""The files in an upload or a download: their names, sizes and sums, never what is in them."""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from shared.instruments.contract.exchanges import KeptFile

_NAME = re.compile(rb'filename="((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_TYPE = re.compile(rb"^content-type:\s*([^\r\n]+)", re.IGNORECASE | re.MULTILINE)
_BOUNDARY = re.compile(r'boundary="?([^";]+)"?', re.IGNORECASE)


def files_sent(content_type: str, said: bytes, whole: bool, answer: bytes) -> list[KeptFile]:
    """Of a multipart body: what is there whole is counted; of a longer one, what the service answered counts."""
    found = _BOUNDARY.search(content_type)
    stored = _stored(answer)
    files = list(_parts(said, found.group(1).encode(), whole)) if found else []
    if len(files) == 1 and stored:
        return [files[0].model_copy(update={name: stored.get(name) for name in ("size", "sha256") if stored.get(name)})]
    return files


def file_sent_out(media_type: str, size: int, headers: dict[str, str]) -> KeptFile:
    """Of a download: the name it was given, and the sum that is its ETag."""
    name = re.search(r'filename="([^"]*)"', headers.get("content-disposition", ""))
    sha256 = headers.get("etag", "").strip('"') or None
    return KeptFile(name=name.group(1) if name else None, media_type=media_type, size=size, sha256=sha256)


def _parts(said: bytes, boundary: bytes, whole: bool) -> Iterator[KeptFile]:
    parts = said.split(b"--" + boundary)
    for number, part in enumerate(parts[1:], start=1):
        head, _, content = part.partition(b"\r\n\r\n")
        if (named := _NAME.search(head)) is None:
            continue
        complete = whole or number < len(parts) - 1
        content = content.removesuffix(b"\r\n")
        media_type = _TYPE.search(head)
        yield KeptFile(
            name=named.group(1).decode("utf-8", "replace"),
            media_type=media_type.group(1).decode("latin-1").strip() if media_type else None,
            size=len(content) if complete else None,
            sha256=hashlib.sha256(content).hexdigest() if complete else None,
        )


def _stored(answer: bytes) -> dict[str, Any]:
    """What the service said of the file that it took."""
    try:
        said = json.loads(answer)
    except ValueError:
        return {}
    return said if isinstance(said, dict) and "sha256" in said else {}
