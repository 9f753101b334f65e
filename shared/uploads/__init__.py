"""Uploaded files, one way for all services: how they come in, what they really are, and how they are kept."""

from shared.uploads.errors import FileContentMismatch, FileEmpty, FileTooLarge, FileTypeNotAllowed, MultipartMalformed
from shared.uploads.file_types import FILE_TYPES, MEDIA_TYPES, FileType, ending_of, type_by_name
from shared.uploads.form import UploadRoute
from shared.uploads.keeping import MEGABYTE, Upload, keep_upload

__all__ = [
    "FILE_TYPES",
    "MEDIA_TYPES",
    "MEGABYTE",
    "FileContentMismatch",
    "FileEmpty",
    "FileTooLarge",
    "FileType",
    "FileTypeNotAllowed",
    "MultipartMalformed",
    "Upload",
    "UploadRoute",
    "ending_of",
    "keep_upload",
    "type_by_name",
]
