"""What every throw-away engine has in common: a folder, ports, one process tree, and an end that always comes.

Nothing here knows pytest: the benchmark and the kill loop use the same classes.
"""

import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

GONE = (psutil.NoSuchProcess, ProcessLookupError)


class NotInstalled(Exception):
    """The engine's programs are not on this machine; the message says what to install."""


class NotStarted(Exception):
    """The engine ended or did not answer in time; the message ends with its log."""


def free_port() -> int:
    """A TCP port that is free now and stays so: below the range from which the system picks ports for outgoing
    connections, hence still ours when a killed engine comes back to it."""
    while True:
        port = random.randrange(10_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class Engine:
    """One server process and its children, in a folder of its own under the system's temporary folder."""

    name = "engine"
    start_seconds = 60.0
    stop_seconds = 20.0

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=f"shentu-{self.name}-"))
        self.log = self.folder / "output.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._watchdog: subprocess.Popen[bytes] | None = None

    def answers(self) -> bool:
        """Whether clients are served."""
        raise NotImplementedError

    def command(self) -> Sequence[str]:
        raise NotImplementedError

    def environment(self) -> Mapping[str, str]:
        raise NotImplementedError

    @property
    def pid(self) -> int:
        assert self._process is not None, f"{self.name} does not run"
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> Self:
        """Start and wait until clients are served."""
        assert not self.alive, f"{self.name} is already running"
        # A file, never a pipe: an engine hangs for ever on a pipe that nobody reads.
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command(),
                cwd=self.folder,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the tests; they stop the engine when they are done with it
            )
        self._watchdog = _watch(self._process.pid, self.folder)
        self._wait_until_it_answers()
        return self

    def stop(self) -> None:
        """Ask it to end, and make sure that it does."""
        tree = self._tree()
        if self._process is not None and self.alive:
            self._process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(self.stop_seconds)
        self._kill(tree)

    def kill(self) -> None:
        """SIGKILL to all of it, and wait until it is gone. The data stay.

        Stopped first: a child that it has while its children are looked up would live on beside the next start.
        """
        if self._process is not None and self.alive:
            self._process.send_signal(signal.SIGSTOP)
        self._kill(self._tree())

    def restart(self) -> Self:
        """Start again on the same data and ports, after `kill()` or instead of `stop()` and `start()`."""
        self.stop()
        return self.start()

    def pause(self) -> None:
        """SIGSTOP: alive, silent, its connections open."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    def close(self) -> None:
        """Kill it and remove everything it wrote."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log_tail(self, lines: int = 40) -> str:
        text = self.log.read_text("utf-8", "replace").splitlines()[-lines:] if self.log.exists() else []
        return "\n".join([f"--- the last lines of {self.log} ---", *text])

    def __enter__(self) -> Self:
        try:
            return self.start()
        except BaseException:
            self.close()
            raise

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + self.start_seconds
        while not self.answers():
            if not self.alive:
                raise NotStarted(f"{self.name} ended before it was ready\n{self.log_tail()}")
            if time.monotonic() > deadline:
                raise NotStarted(f"{self.name} not ready after {self.start_seconds:g} s\n{self.log_tail()}")
            time.sleep(0.05)

    def _kill(self, tree: list[psutil.Process]) -> None:
        if self._process is None:
            return
        _end(self._watchdog)
        for process in tree:
            with suppress(*GONE):
                process.kill()
        self._process.wait()
        deadline = time.monotonic() + self.stop_seconds
        while any(map(_runs, tree)) and time.monotonic() < deadline:
            time.sleep(0.005)
        self._process = None

    def _tree(self) -> list[psutil.Process]:
        """The process and its descendants, parent first, so that it cannot replace the children it loses."""
        if self.alive:
            with suppress(*GONE):
                top = psutil.Process(self.pid)
                return [top, *top.children(recursive=True)]
        return []

    def _signal(self, number: signal.Signals) -> None:
        for process in self._tree():
            with suppress(*GONE):
                process.send_signal(number)


def _runs(process: psutil.Process) -> bool:
    """A dead child that its new parent has not buried yet holds neither ports nor files: gone."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _watch(group: int, folder: Path) -> subprocess.Popen[bytes]:
    """A shell that waits for the end of *this* process, however it comes, even by kill -9, and then ends the engine."""
    script = f'read _; kill -CONT -{group}; kill -KILL -{group}; sleep 1; rm -rf "$0"'
    return subprocess.Popen(
        ["/bin/sh", "-c", script, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _end(watchdog: subprocess.Popen[bytes] | None) -> None:
    if watchdog is not None:
        watchdog.kill()
        watchdog.communicate()
