"""Shentu as operating-system processes: start, wait until ready, stop, kill -9, read the log.

Knows the command line and the environment variables, nothing of the code inside. Shared by the journeys,
the kill loop and the benchmark.

    with embedded(tmp_path) as shentu:                      # everything in one process
        httpx.get(shentu.url + "/readyz")

    with four_processes(tmp_path, bus_url=..., database_urls={"hall": ..., ...}) as shentu:
        shentu["review"].kill()                             # SIGKILL, no farewell
        shentu["review"].start().wait_ready()               # same port, same data
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import httpx

from tests.engines.engine import free_port

ROOT = Path(__file__).resolve().parent.parent
SERVICES = ("hall", "review", "sms", "gateway")
SECRET = "only-for-tests-0123456789abcdef0123456789abcdef"


class Running(Protocol):
    """What is asked of a process that was begun."""

    pid: int

    def poll(self) -> int | None:
        """Its exit status, None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status, once it ends; raises subprocess.TimeoutExpired."""

    def send_signal(self, number: signal.Signals) -> None:
        """To this process."""


def by_command(name: str, env: Mapping[str, str], log: Path) -> Running:
    """`python -m services NAME`, as everybody starts it."""
    with log.open("ab") as said:
        return subprocess.Popen(
            [sys.executable, "-m", "services", name], cwd=ROOT, env=dict(env), stdin=subprocess.DEVNULL, stdout=said,
            stderr=said, start_new_session=True,
        )  # fmt: skip


begin: Callable[[str, Mapping[str, str], Path], Running] = by_command
"""How processes are begun; in tests, from a nursery (conftest.py)."""


class NotReady(Exception):
    """The process died or did not become ready in time; the message ends with its log."""


class Process:
    """One `python -m services …`. Keeps its port and its log file over restarts."""

    def __init__(self, name: str, folder: Path, env: Mapping[str, str], port: int | None = None) -> None:
        self.name = name
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / f"{name}.log"
        self.env = dict(env) | {"SHENTU_HOST": "127.0.0.1", "SHENTU_PORT": str(self.port)}
        self._popen: Running | None = None
        self._watchdog: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._popen is not None, f"{self.name} was never started"
        return self._popen.pid

    @property
    def alive(self) -> bool:
        return self._popen is not None and self._popen.poll() is None

    def start(self) -> Self:
        """Start without waiting. The log goes to a file: a full pipe would stop the process."""
        assert not self.alive, f"{self.name} is already running"
        self.log.touch()
        said_to_python = any(key.startswith("PYTHON") for key in self.env)
        self._popen = (by_command if said_to_python else begin)(self.name, _inherited() | self.env, self.log)
        self._watchdog = _watch(self._popen.pid)
        return self

    def wait_ready(self, timeout: float = 30.0) -> Self:
        """Return once `/readyz` says 200."""
        deadline = time.monotonic() + timeout
        last = "no answer yet"
        while time.monotonic() < deadline:
            if not self.alive:
                raise NotReady(f"{self.name} ended with {self.returncode} before it was ready\n{self.log_tail()}")
            try:
                answer = httpx.get(f"{self.url}/readyz", timeout=5, trust_env=False)
                if answer.status_code == 200:
                    return self
                last = f"{answer.status_code} {answer.text[:500]}"
            except httpx.TransportError as error:
                last = repr(error)
            time.sleep(0.02)
        raise NotReady(f"{self.name} not ready after {timeout:g} s: {last}\n{self.log_tail()}")

    def terminate(self) -> None:
        """SIGTERM: asks for a graceful stop, does not wait."""
        if self.alive:
            self._signal(signal.SIGTERM)

    def stop(self, timeout: float = 20.0) -> int:
        """Graceful stop; returns the exit status. Kills and raises TimeoutError when it does not come to an end."""
        self.terminate()
        return self.wait(timeout)

    def wait(self, timeout: float = 20.0) -> int:
        assert self._popen is not None, f"{self.name} was never started"
        try:
            return self._popen.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            raise TimeoutError(f"{self.name} still ran {timeout:g} s after SIGTERM\n{self.log_tail()}") from None
        finally:
            self._forget()

    def kill(self) -> None:
        """SIGKILL, and wait until the process is gone."""
        if self._popen is None:
            return
        self._signal(signal.SIGKILL)
        self._popen.wait()
        self._forget()

    def freeze(self) -> None:
        """SIGSTOP: alive, silent, its connections open."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    @property
    def returncode(self) -> int | None:
        return None if self._popen is None else self._popen.poll()

    def log_tail(self, lines: int = 60) -> str:
        """The end of what the process wrote, over all its starts."""
        if not self.log.exists():
            return f"--- {self.log} was never written ---"
        text = self.log.read_text("utf-8", "replace").splitlines()[-lines:]
        return "\n".join([f"--- the last lines of {self.log} ---", *(line[:2000] for line in text)])

    def _forget(self) -> None:
        if self._watchdog is not None:
            self._watchdog.kill()
            self._watchdog.communicate()
            self._watchdog = None

    def _signal(self, number: signal.Signals) -> None:
        # Only to our own child, and only while it has not been reaped: its pid cannot belong to another process.
        if self._popen is not None and self._popen.poll() is None:
            with suppress(ProcessLookupError):
                self._popen.send_signal(number)


class Shentu:
    """All processes of one installation, and the address of its gateway."""

    def __init__(self, *processes: Process) -> None:
        self.processes = {process.name: process for process in processes}
        self.url = processes[-1].url

    def __getitem__(self, name: str) -> Process:
        return self.processes[name]

    def __iter__(self) -> Iterator[Process]:
        return iter(self.processes.values())

    def start(self, timeout: float = 60.0) -> Self:
        """Start all that do not run, in parallel, and wait until each is ready."""
        for process in self:
            if not process.alive:
                process.start()
        for process in self:
            process.wait_ready(timeout)
        return self

    def stop(self, timeout: float = 20.0) -> None:
        """Graceful stop of all: everybody is asked first, then waited for."""
        for process in self:
            process.terminate()
        for process in self:
            process.wait(timeout)

    def kill(self) -> None:
        for process in self:
            process.kill()

    def logs(self, lines: int = 60) -> str:
        return "\n".join(process.log_tail(lines) for process in self)

    def __enter__(self) -> Self:
        try:
            return self.start()
        except BaseException:
            self.kill()
            raise

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if kind is not None:
            print(self.logs(), file=sys.stderr)
        try:
            self.stop()
        finally:
            self.kill()


def embedded(folder: Path, port: int | None = None, **env: str) -> Shentu:
    """Everything in one process on SQLite and the in-process bus; data and log under `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = {"SHENTU_DATA_DIR": str(folder / "var"), "SHENTU_SECRET": SECRET}
    return Shentu(Process("all", folder, settings | env, port))


def four_processes(folder: Path, *, bus_url: str, database_urls: Mapping[str, str], **env: str) -> Shentu:
    """One process a service on a real broker and real databases (`database_urls`: service name → URL)."""
    folder.mkdir(parents=True, exist_ok=True)
    ports = {name: free_port() for name in SERVICES}
    settings = {
        "SHENTU_DATA_DIR": str(folder / "var"),
        "SHENTU_SECRET": SECRET,
        "SHENTU_BUS_URL": bus_url,
        **{f"SHENTU_{name.upper()}_URL": f"http://127.0.0.1:{ports[name]}" for name in SERVICES[:3]},
    }
    return Shentu(
        *(
            Process(name, folder, settings | {"SHENTU_DATABASE_URL": database_urls[name]} | env, ports[name])
            for name in SERVICES
        )
    )


def apart(folder: Path, **env: str) -> Shentu:
    """One process a service, each on SQLite and without a broker: enough for what is asked over HTTP alone."""
    folder.mkdir(parents=True, exist_ok=True)
    ports = {name: free_port() for name in SERVICES}
    urls = {f"SHENTU_{name.upper()}_URL": f"http://127.0.0.1:{ports[name]}" for name in SERVICES[:3]}
    settings = {"SHENTU_DATA_DIR": str(folder / "var"), "SHENTU_SECRET": SECRET} | urls | env
    return Shentu(*(Process(name, folder, settings, ports[name]) for name in SERVICES))


def _watch(group: int) -> subprocess.Popen[bytes]:
    """A shell that waits for the end of *this* process, however it comes, even by kill -9, and ends the service."""
    return subprocess.Popen(
        ["/bin/sh", "-c", f"read _; kill -CONT -{group}; kill -KILL -{group}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _inherited() -> dict[str, str]:
    """This process's environment without its SHENTU_ settings: a test must not depend on the shell it runs in."""
    return {key: value for key, value in os.environ.items() if not key.startswith("SHENTU_")}
