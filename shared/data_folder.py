"""The data folder: its owner's alone, and a sentence where it cannot be used."""

import errno
import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class FolderUnusable(Exception):
    """Nothing can be kept in the data folder; the message says why and what to do."""


@contextmanager
def usable(folder: Path) -> Iterator[Path]:
    """The folder, made where it is missing (0700); raises FolderUnusable for what the system refuses in there."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        yield folder
    except OSError as error:
        raise FolderUnusable(unusable(folder, error.errno, error.strerror or str(error))) from error


def unusable(folder: Path, number: int | None, reason: str) -> str:
    """The sentence for an error of the system there."""
    if number in FULL:
        return f"The disk with SHENTU_DATA_DIR={folder} is full: make room there, or set another folder."
    return f"SHENTU_DATA_DIR={folder} cannot be: it must be a folder that this user may write to ({reason})."


PROBE_BYTES = 1 << 20


def try_room(folder: Path) -> None:
    """Write a megabyte there and take it away again; raises OSError where there is no room for it."""
    with tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(bytes(PROBE_BYTES))
        probe.flush()
        os.fsync(probe.fileno())


def private(path: Path) -> None:
    """The file is its owner's alone (0600), new or not; somebody else's stays as it is."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    if path.stat().st_uid == os.geteuid():
        path.chmod(0o600)


def hold(folder: Path) -> int | None:
    """Keep others from emptying the folder as long as this process lives; it may be shared with its like."""
    if not folder.is_dir():
        return None
    held = os.open(folder, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_SH)
    return held
