"""Uploaded files, kept behind an fsspec URL: streamed, hashed, named by us and never by the client."""

import asyncio
import hashlib
import re
from collections.abc import Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import fsspec
from fsspec.implementations.local import LocalFileSystem
from starlette.datastructures import UploadFile

from shared.context import current
from shared.data_folder import private, private_folder
from shared.errors import TooLarge
from shared.identifiers import new_id

CHUNK = 1 << 20


_KEY = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A kept file: `key` is where, `size` in bytes, `sha256` in hex."""

    key: str
    name: str
    size: int
    sha256: str


class Files:
    """One service's uploads under one URL, a folder for each life of a sandbox."""

    def __init__(self, url: str) -> None:
        self._fs, root = fsspec.core.url_to_fs(url)
        self._root = str(root).rstrip("/")

    def of_service(self, name: str) -> "Files":
        """Another service's uploads under the same URL, to be read where an event told of them."""
        other = copy(self)
        other._root = f"{self._root.rpartition('/')[0]}/{name}"
        return other

    async def save(self, upload: UploadFile, limit_bytes: int) -> StoredFile:
        """Copy an upload here; raises TooLarge past the limit. What was written of a refused file is removed."""
        key = f"{current().token_life}/{new_id()}"  # whoever uploads has logged in, in a life
        return await asyncio.to_thread(self._copy, upload.file, key, safe_name(upload.filename), limit_bytes)

    def _copy(self, source: IO[bytes], key: str, name: str, limit: int) -> StoredFile:
        path = self._path(key)
        self._make_room(path)
        try:
            with self._fs.open(path, "wb") as target:
                size, sha256 = _pour(source, target, limit)
        except BaseException:
            if self._fs.exists(path):
                self._fs.rm_file(path)
            raise
        return StoredFile(key, name, size, sha256)

    def _make_room(self, path: str) -> None:
        """The folder of a file that is to be written; on a disk here, both are their owner's alone (0700, 0600)."""
        folder = path.rsplit("/", 1)[0]
        if not isinstance(self._fs, LocalFileSystem):
            self._fs.makedirs(folder, exist_ok=True)
            return
        private_folder(Path(self._root))
        private_folder(Path(folder))
        private(Path(path))

    def exists(self, key: str) -> bool:
        """Whether there is such a file; blocks."""
        return bool(self._fs.exists(self._path(key)))

    def append(self, key: str, data: bytes, *, begin: bool) -> None:
        """Write a file under a key that it was kept under elsewhere, part by part; blocks."""
        if begin:
            self._make_room(self._path(key))
        with self._fs.open(self._path(key), "wb" if begin else "ab") as target:
            target.write(data)

    def open(self, key: str) -> IO[bytes]:
        """A kept file's bytes; blocks, and raises FileNotFoundError when it is gone."""
        content: IO[bytes] = self._fs.open(self._path(key), "rb")
        return content

    async def delete(self, key: str) -> None:
        """Remove a file; fine when it is gone already."""
        await asyncio.to_thread(self._remove, self._path(key))

    async def folders(self) -> list[str]:
        """The lives something was uploaded in."""
        return await asyncio.to_thread(self._folders)

    def _folders(self) -> list[str]:
        found = self._fs.ls(self._root, detail=False) if self._fs.exists(self._root) else []
        return [str(path).rstrip("/").rpartition("/")[2] for path in found]

    async def of_folder(self, folder: str) -> list[str]:
        """The keys of all that was uploaded in this life."""
        return await asyncio.to_thread(self._keys, f"{self._root}/{folder}")

    def _keys(self, folder: str) -> list[str]:
        found = self._fs.find(folder) if self._fs.exists(folder) else []
        return [path.removeprefix(f"{self._root}/") for path in found]

    async def delete_all(self, keys: Sequence[str]) -> None:
        """Remove these; fine when some are gone already."""
        for key in keys:
            await self.delete(key)

    async def forget_folder(self, folder: str) -> None:
        """Remove the folder of a life that is over, unless something is in it that another life names."""
        await asyncio.to_thread(self._forget_folder, f"{self._root}/{folder}")

    def _forget_folder(self, path: str) -> None:
        if isinstance(self._fs, LocalFileSystem):  # elsewhere a folder is there only as long as a file is in it
            with suppress(OSError):
                self._fs.rmdir(path)

    def _remove(self, path: str) -> None:
        with suppress(FileNotFoundError):  # another may be at it, too: when many sandboxes end at once
            self._fs.rm_file(path)

    def _path(self, key: str) -> str:
        if not _KEY.fullmatch(key):  # rows may have come from elsewhere: nothing leads out of the folder
            raise FileNotFoundError(key)
        return f"{self._root}/{key}"


def _pour(source: IO[bytes], target: Any, limit: int) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    source.seek(0)
    while chunk := source.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise TooLarge(limit=limit)
        digest.update(chunk)
        target.write(chunk)
    return size, digest.hexdigest()


def safe_name(name: str | None) -> str:
    """The file's name for people to read: no folder, no control character, at most 120 characters."""
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable() and c != "\ufffd")[-120:] or "file"
