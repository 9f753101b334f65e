"""Uploaded files handed out again."""

from functools import partial

from services.review.tables import Drawing
from shared.files import Files
from shared.http.downloads import Download
from shared.uploads import FILE_TYPES


def content_of(files: Files, row: Drawing) -> Download:
    """The file of a row."""
    opener = partial(files.open, row.file_key)
    return Download(row.name, FILE_TYPES[row.format].media_type, row.size, row.sha256, opener)
