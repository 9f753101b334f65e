"""What the pages with files share: an upload's file, and what a browser may offer to choose from."""

from fastapi import UploadFile

from services.review.rules.limits import MEGABYTES
from shared.uploads.errors import FileEmpty

ACCEPT = ",".join(f".{key}" for key in MEGABYTES)
"""For a file field."""

LIMIT = f"{' '.join(MEGABYTES).upper()} ≤ {max(MEGABYTES.values())} MB"
"""The same, to read."""


def file_of(file: UploadFile | None) -> UploadFile:
    """The file that came with the form; raises FileEmpty when none did."""
    if file is None:
        raise FileEmpty
    return file
