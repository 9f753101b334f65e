"""A fresh embedded instance of its own: free port, temporary folder, gone at the end."""

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from shared.settings import environment_with

READY_SECONDS = 60.0


class NotStarted(Exception):
    """The instance did not become ready; the message ends with what it said."""


@contextmanager
def fresh_instance() -> Iterator[str]:
    """Its address, once it is ready."""
    with tempfile.TemporaryDirectory(prefix="shentu-demo-") as folder:
        log = Path(folder) / "log"
        port = _free_port()
        env = environment_with(SHENTU_PORT=str(port), SHENTU_DATA_DIR=folder)
        with log.open("wb") as said:
            process = subprocess.Popen([sys.executable, "-m", "services", "all"], env=env, stdout=said, stderr=said)
        try:
            _wait_ready(process, f"http://127.0.0.1:{port}", log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


def _wait_ready(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{url}/readyz", trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise NotStarted(f"the instance did not start:\n{log.read_text('utf-8', 'replace')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
