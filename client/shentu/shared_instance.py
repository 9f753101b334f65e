"""One instance for all processes of a test run: the first that needs it starts it, the run's end stops it."""

import os
import shutil
import signal
import socket
import time
from contextlib import suppress
from pathlib import Path

from shentu.instance import READY_SECONDS, Instance, NotStarted

STOP_SECONDS = 10.0


class SharedInstance:
    """All that the processes know of one another is a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ready, self._failed, self._pid = folder / "url", folder / "failed", folder / "pid"
        self._own: Instance | None = None

    def url(self) -> str:
        """Its address, once it is ready. Raises NotStarted."""
        try:
            (self.folder / "starting").touch(exist_ok=False)
        except FileExistsError:
            return self._from_another()
        try:
            self._own = Instance(self.folder)
            url = self._own.wait_ready()
        except NotStarted as error:
            _write(self._failed, str(error))
            raise
        _write(self._pid, str(self._own.process.pid))
        _write(self._ready, url)
        return url

    def _from_another(self) -> str:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            if self._ready.exists():
                return self._ready.read_text("utf-8")
            if self._failed.exists():
                raise NotStarted(self._failed.read_text("utf-8"))
            time.sleep(0.02)
        raise NotStarted("the instance that another process of this run began to start did not become ready")

    def stop(self) -> None:
        """And its data are gone. Of a process that somebody else started, the end is seen by its silence."""
        if self._own:
            self._own.stop()
        elif self._ready.exists():
            with suppress(ProcessLookupError):
                os.kill(int(self._pid.read_text("utf-8")), signal.SIGTERM)
            _wait_silent(self._ready.read_text("utf-8"))
        shutil.rmtree(self.folder, ignore_errors=True)


def _write(path: Path, text: str) -> None:
    """Whole, for whoever looks."""
    draft = path.with_suffix(".draft")
    draft.write_text(text, "utf-8")
    draft.replace(path)


def _wait_silent(url: str) -> None:
    port = int(url.rpartition(":")[2])
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            return
        time.sleep(0.02)
