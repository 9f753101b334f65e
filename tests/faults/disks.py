"""Disks that are really full: a small one of its own for root on Linux, a limit on the size of files for everybody."""

import os
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.processes import Process

ROOM = 4 << 20


class Disk(ABC):
    """A place for a data folder that can be filled and emptied under a running process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    def fill(self, *processes: Process) -> None:
        """From now on nothing more fits."""

    @abstractmethod
    def make_room(self, *processes: Process) -> None:
        """From now on there is room again."""


class SmallDisk(Disk):
    """A file system of its own."""

    def fill(self, *processes: Process) -> None:
        left = os.statvfs(self.folder)
        with (self.folder / "ballast").open("wb", buffering=0) as ballast:
            for size in (65536, 4096, 512):
                try:
                    for _ in range(left.f_blocks * left.f_frsize // size):
                        ballast.write(bytes(size))
                except OSError:
                    continue

    def make_room(self, *processes: Process) -> None:
        (self.folder / "ballast").unlink()


class SmallFiles(Disk):
    """No file may grow past what it is; the log may, a little."""

    def fill(self, *processes: Process) -> None:
        for process in processes:
            limit_files(process.pid, process.log.stat().st_size + 65536)

    def make_room(self, *processes: Process) -> None:
        for process in processes:
            limit_files(process.pid, None)


def limit_files(pid: int, most: int | None) -> None:
    """Of another process."""
    import resource

    hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)[1]
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard if most is None else most, hard))


@contextmanager
def small_disk(folder: Path, mebibytes: int) -> Iterator[SmallDisk]:
    """Mounted at the folder. Raises OSError where this may not be done."""
    folder.mkdir()
    options = f"size={mebibytes}m,mode=0755"
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, text=True)
    if done.returncode:
        raise OSError(done.stderr.strip())
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def mounts() -> bool:
    """Whether this machine lets us try."""
    return sys.platform == "linux" and os.geteuid() == 0
