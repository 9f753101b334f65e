"""Keeping an upload: looked at, copied, and only then written down; and handing it out again.

The bytes come before their row, so that no row is without them; they are removed again only when it is known that no
row came to be. A commit whose answer was lost may have come true: then they stay.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from fastapi import UploadFile

from shared.errors import Problem
from shared.files import Files, StoredFile, safe_name
from shared.http.downloads import Download
from shared.uploads.errors import FileContentMismatch, FileEmpty, FileTooLarge, FileTypeNotAllowed
from shared.uploads.file_types import FILE_TYPES, FileType, ending_of, is_of, type_by_name

MEGABYTE = 1 << 20

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file that is kept, and its true type."""

    file: StoredFile
    type: FileType

    def called(self, name: str) -> "Upload":
        """The same bytes under another name."""
        return replace(self, file=replace(self.file, name=name))


def file_of(file: UploadFile | None) -> UploadFile:
    """The file that came with a form of a page; raises FileEmpty when none did."""
    if file is None:
        raise FileEmpty
    return file


async def keep_upload(
    files: Files, upload: UploadFile, allowed: Mapping[str, int], write: Callable[[Upload], Awaitable[T]]
) -> T:
    """Keep a file of one of the `allowed` types (key → megabytes) and have its row written.

    Raises FileTypeNotAllowed, FileEmpty, FileTooLarge, FileContentMismatch, and what `write` raises.
    """
    file_type = await _type_of(upload, allowed)
    kept = Upload(await files.save(upload, allowed[file_type.key] * MEGABYTE), file_type)
    try:
        return await write(kept)
    except Problem as problem:
        # A server that was lost, and any failure nobody foresaw, leave it open whether the row is there.
        if not problem.doubtful:
            await files.delete(kept.file.key)
        raise


async def _type_of(upload: UploadFile, allowed: Mapping[str, int]) -> FileType:
    name = safe_name(upload.filename)
    file_type = type_by_name(name, allowed)
    if file_type is None:
        raise FileTypeNotAllowed(allowed="、".join(key.upper() for key in allowed))
    if not upload.size:
        raise FileEmpty
    if upload.size > allowed[file_type.key] * MEGABYTE:
        raise FileTooLarge(megabytes=allowed[file_type.key])
    if not await asyncio.to_thread(is_of, file_type, upload.file):
        raise FileContentMismatch(ending=ending_of(name), kind=file_type.key.upper())
    return file_type


def download_of(files: Files, kept: StoredFile, file_type: str) -> Download:
    """A kept file, ready to be sent as what it is."""
    media_type = FILE_TYPES[file_type].media_type
    return Download(kept.name, media_type, kept.size, kept.sha256, partial(files.open, kept.key))
