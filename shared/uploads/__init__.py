"""Uploaded files, one way for all services: which types there are, what a file really is, and how it is kept."""

from shared.uploads.file_types import FILE_TYPES, MEDIA_TYPES, FileType, ending_of, type_by_name

__all__ = ["FILE_TYPES", "MEDIA_TYPES", "FileType", "ending_of", "type_by_name"]
