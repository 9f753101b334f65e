"""Services born from a process that has read all the code: reading it is most of a start, and the same each time.

What is born runs `python -m services NAME` like one that was started by the command, in a session of its own, with the
environment it is given. The benchmark starts by the command, and so does whoever looks at the start itself
(`tests/test_command_line.py`) or has something to say to Python (`PYTHON…`), which hears it at its start only.
"""

import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Mapping
from multiprocessing.process import BaseProcess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READ = ["services.__main__", *(f"services.{name}.app" for name in ("hall", "review", "sms", "gateway"))]
READ += ["services.gateway.banner", "shared.store.postgres", "shared.bus.rabbit.bus", "jinja2", "aiohttp"]

_births = multiprocessing.get_context("forkserver")
_births.set_forkserver_preload(READ)


class Born:
    """A process as `subprocess.Popen` shows one, as far as the tests ask."""

    def __init__(self, process: BaseProcess) -> None:
        self._process = process
        assert process.pid is not None
        self.pid = process.pid

    def poll(self) -> int | None:
        """Its exit status, None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """The exit status once it ends; raises subprocess.TimeoutExpired."""
        self._process.join(timeout)
        status = self._process.exitcode
        if status is None:
            raise subprocess.TimeoutExpired(self._process.name, timeout or 0)
        return status

    def send_signal(self, number: signal.Signals) -> None:
        """To this process alone."""
        os.kill(self.pid, number)


def born(name: str, env: Mapping[str, str], log: Path) -> Born:
    """Begin `python -m services NAME` with nothing but this environment; what it says goes to the end of the log."""
    process = _births.Process(target=_live, args=(name, dict(env), str(log)), name=name, daemon=True)
    process.start()
    return Born(process)


def _live(name: str, env: Mapping[str, str], log: str) -> None:
    os.setsid()
    said = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for stream in (1, 2):
        os.dup2(said, stream)
    os.close(said)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(ROOT)
    sys.argv = ["services", name]
    del sys.modules["services.__main__"]  # which is read once more, as what is run
    runpy.run_module("services", run_name="__main__", alter_sys=True)
