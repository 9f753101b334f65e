"""Started before its database: it waits, does not grow meanwhile, and ends as soon as it is asked to."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from tests.engines.engine import free_port
from tests.processes import SECRET, Process


class Turnstile:
    """A port where somebody takes each connection and closes it, or lets it wait for ever; it counts them."""

    def __init__(self, *, closes: bool) -> None:
        self.came = 0
        self._closes = closes
        self._held: list[socket.socket] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.came += 1
            if self._closes:
                connection.close()
            else:
                self._held.append(connection)

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()
        for connection in self._held:
            connection.close()

    def wait_for(self, number: int) -> None:
        deadline = time.monotonic() + 120
        while self.came < number:
            assert time.monotonic() < deadline, f"{self.came} connections"
            time.sleep(0.05)


@pytest.fixture
def closing() -> Iterator[Turnstile]:
    turnstile = Turnstile(closes=True)
    yield turnstile
    turnstile.close()


@pytest.fixture
def silent() -> Iterator[Turnstile]:
    turnstile = Turnstile(closes=False)
    yield turnstile
    turnstile.close()


def started(folder: Path, port: int) -> Process:
    url = f"postgresql://nobody@127.0.0.1:{port}/{{service}}"
    settings = {"SHENTU_DATA_DIR": str(folder / "var"), "SHENTU_SECRET": SECRET, "SHENTU_DATABASE_URL": url}
    return Process("all", folder, settings).start()


def test_it_does_not_grow_while_it_waits(tmp_path: Path, closing: Turnstile) -> None:
    shentu = started(tmp_path, closing.port)
    try:
        closing.wait_for(60)  # the first ones load what is needed for it
        before = psutil.Process(shentu.pid).memory_info().rss
        closing.wait_for(360)
        grown = psutil.Process(shentu.pid).memory_info().rss - before
        assert grown < 3_000_000, f"{grown} bytes for 300 attempts"
        said = httpx.get(f"{shentu.url}/readyz", trust_env=False)
        assert said.status_code == 503
        assert "PostgreSQL does not answer" in said.json()["services"]["hall"]["reasons"][0]
        assert shentu.log.read_text().count("hall's PostgreSQL does not answer yet") == 1
        assert shentu.stop() == 0
    finally:
        shentu.kill()


@pytest.mark.parametrize("answers", ["silent", "nobody"])
def test_it_ends_when_it_is_asked_to(tmp_path: Path, silent: Turnstile, answers: str) -> None:
    shentu = started(tmp_path, silent.port if answers == "silent" else free_port())
    try:
        if answers == "silent":
            silent.wait_for(4)
        else:
            deadline = time.monotonic() + 30
            while "does not answer yet" not in shentu.log.read_text() and time.monotonic() < deadline:
                time.sleep(0.05)
        assert shentu.stop(timeout=4) == 0, "less than one attempt to connect takes"
        assert "Traceback" not in shentu.log.read_text()
    finally:
        shentu.kill()
