"""The data folder: its owner's alone, and a sentence where it cannot be used."""

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

DATABASE_FILES = (".sqlite3", ".sqlite3-wal", ".sqlite3-shm", ".lock")
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


def private_folder(folder: Path) -> None:
    """The folder, made where it is missing, is its owner's alone (0700), and so are those made on the way to it."""
    if not folder.parent.exists():
        private_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid == os.geteuid():
        folder.chmod(0o700)


def hold(folder: Path) -> int:
    """Keep others from emptying the folder as long as this process lives; its like may share it. Raises
    FolderUnusable."""
    with usable(folder):
        held = os.open(folder, os.O_RDONLY)
        fcntl.flock(held, fcntl.LOCK_SH)
        return held


def empty(folder: Path, services: Iterable[str]) -> list[str]:
    """Remove what Shentu keeps there, and nothing else; the names of what was there.

    Raises FolderUnusable when something runs on it.
    """
    if not folder.is_dir():
        return []
    with usable(folder):
        held = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderUnusable(f"{folder} is in use by a Shentu that runs: stop it first.") from None
        else:
            return _emptied(folder, services)
        finally:
            os.close(held)


def _emptied(folder: Path, services: Iterable[str]) -> list[str]:
    ours = ["secret", "files", *(f"{name}{end}" for name in services for end in DATABASE_FILES)]
    removed = [name for name in ours if (folder / name).exists()]
    for name in removed:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    if not any(folder.iterdir()):
        folder.rmdir()
    return removed
