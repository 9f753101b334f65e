"""An uploaded file, looked at before it is kept."""

import asyncio

from fastapi import UploadFile

from services.review.errors import FileEmpty, FileTooLarge, FileTypeNotAllowed
from services.review.rules.file_types import ALLOWED, type_of
from services.review.rules.limits import FILE_MEGABYTES
from shared.errors import TooLarge
from shared.files import Files, StoredFile


async def keep_upload(files: Files, upload: UploadFile) -> tuple[StoredFile, str]:
    """The stored file and its true type; raises FileEmpty, FileTypeNotAllowed, FileTooLarge."""
    if upload.size == 0:
        raise FileEmpty
    file_type = await asyncio.to_thread(type_of, upload.filename or "", upload.file)
    if file_type is None:
        raise FileTypeNotAllowed(allowed=ALLOWED)
    try:
        return await files.save(upload, FILE_MEGABYTES * 1_000_000), file_type
    except TooLarge as error:
        raise FileTooLarge(megabytes=FILE_MEGABYTES) from error
