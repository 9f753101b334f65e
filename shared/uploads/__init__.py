"""Uploaded files, one way for all services: how they come in, what they really are, and how they are kept."""

from shared.uploads.file_types import FILE_TYPES, MEDIA_TYPES
from shared.uploads.form import UploadRoute
from shared.uploads.keeping import Upload, download_of, file_of, keep_upload

__all__ = ["FILE_TYPES", "MEDIA_TYPES", "Upload", "UploadRoute", "download_of", "file_of", "keep_upload"]
