"""Uploaded files, kept behind an fsspec URL: streamed, hashed, named by us and never by the client."""

import asyncio
import hashlib
from dataclasses import dataclass
from typing import IO, Any

import fsspec
from starlette.datastructures import UploadFile

from shared.context import current
from shared.errors import TooLarge
from shared.identifiers import new_id

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A kept file: `key` is where, `size` in bytes, `sha256` in hex, `head` its first bytes for telling its type."""

    key: str
    name: str
    size: int
    sha256: str
    head: bytes


class Files:
    """One service's uploads under one URL, a folder a sandbox."""

    def __init__(self, url: str) -> None:
        self._fs, root = fsspec.core.url_to_fs(url)
        self._root = str(root).rstrip("/")

    async def save(self, upload: UploadFile, limit_bytes: int) -> StoredFile:
        """Copy an upload here; raises TooLarge past the limit. What was written of a refused file is removed."""
        key = f"{current().sandbox}/{new_id()}"
        return await asyncio.to_thread(self._copy, upload.file, key, safe_name(upload.filename), limit_bytes)

    def _copy(self, source: IO[bytes], key: str, name: str, limit: int) -> StoredFile:
        path = self._path(key)
        self._fs.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        try:
            with self._fs.open(path, "wb") as target:
                size, sha256, head = _pour(source, target, limit)
        except BaseException:
            if self._fs.exists(path):
                self._fs.rm_file(path)
            raise
        return StoredFile(key, name, size, sha256, head)

    def open(self, key: str) -> IO[bytes]:
        """A kept file's bytes; blocks, and raises FileNotFoundError when it is gone."""
        content: IO[bytes] = self._fs.open(self._path(key), "rb")
        return content

    async def delete(self, key: str) -> None:
        """Remove a file; fine when it is gone already."""
        await asyncio.to_thread(self._remove, self._path(key))

    async def delete_sandbox(self, sandbox: str) -> None:
        """Remove every file of a sandbox."""
        await asyncio.to_thread(self._remove, f"{self._root}/{sandbox}")

    def _remove(self, path: str) -> None:
        if self._fs.exists(path):
            self._fs.rm(path, recursive=True)

    def _path(self, key: str) -> str:
        return f"{self._root}/{key}"


def _pour(source: IO[bytes], target: Any, limit: int) -> tuple[int, str, bytes]:
    digest, size, head = hashlib.sha256(), 0, b""
    source.seek(0)
    while chunk := source.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise TooLarge(limit=limit)
        head = head or chunk[:512]
        digest.update(chunk)
        target.write(chunk)
    return size, digest.hexdigest(), head


def safe_name(name: str | None) -> str:
    """The file's name for people to read: no folder, no control character, at most 120 characters."""
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable() and c != "\ufffd")[-120:] or "file"
