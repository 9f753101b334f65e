"""References as processes: started from their module, ready when `/readyz` answers, gone at the end."""

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from bench.load import ROOT
from tests.engines.engine import free_port


@contextmanager
def reference(module: str, *words: str) -> Iterator[int]:
    """Run `python -m bench.references.<module>`, `PORT` in its words replaced by a free one; gives the port."""
    port = free_port()
    command = [sys.executable, "-m", f"bench.references.{module}"]
    process = subprocess.Popen([*command, *(str(port) if word == "PORT" else word for word in words)], cwd=ROOT)
    try:
        wait_ready(port, process)
        yield port
    finally:
        process.kill()
        process.wait()


def wait_ready(port: int, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError):
            opener.open(f"http://127.0.0.1:{port}/readyz", timeout=5).close()
            return
        time.sleep(0.02)
    raise RuntimeError(f"{process.args!r} did not become ready")
