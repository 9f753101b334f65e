"""`shentu demo`: the story is told to its end, with the final SMS, on a fresh instance that leaves nothing behind."""

import re
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest

from tests.client.command import shentu
from tests.processes import ROOT, SECRET, Process, embedded

SCENES = 15


def demo(*arguments: str, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return shentu("demo", *arguments, cwd=ROOT, TMPDIR=str(folder), **env)


def test_the_story_ends_with_the_account_on_the_phone(tmp_path: Path) -> None:
    told = demo(folder=tmp_path)
    assert told.returncode == 0, told.stdout + told.stderr
    assert len(re.findall(r"^ ?\d+  .* \d+ ms$", told.stdout, re.MULTILINE)) == SCENES
    assert "短信 SMS → 13800000001" in told.stdout
    assert "初始密码" in told.stdout
    assert "项目已提交" in told.stdout
    assert "review.project.pushed" in told.stdout
    assert list(tmp_path.iterdir()) == [], "the instance left something behind"


@pytest.mark.parametrize(
    ("url", "why"),
    [("http://127.0.0.1:9", "http://127.0.0.1:9 does not answer"), ("127.0.0.1:8000", "does not answer"),
     ("http://[::1", "does not answer")],
)  # fmt: skip
def test_a_story_that_cannot_be_told_says_why(tmp_path: Path, url: str, why: str) -> None:
    ended(demo("--url", url, folder=tmp_path), why, "--url")


def test_an_address_where_something_else_answers_is_said(tmp_path: Path) -> None:
    class Stranger(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>")

    with HTTPServer(("127.0.0.1", 0), Stranger) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        ended(demo("--url", f"http://127.0.0.1:{server.server_port}", folder=tmp_path), "something else than Shentu")
        server.shutdown()


def test_a_service_that_is_away_is_told_in_the_problems_own_words(tmp_path: Path) -> None:
    """A gateway alone: the others are away."""
    folder = tmp_path / "instance"
    folder.mkdir()
    away = {f"SHENTU_{name}_URL": "http://127.0.0.1:9" for name in ("HALL", "REVIEW", "SMS")}
    gateway = Process("gateway", folder, {"SHENTU_DATA_DIR": str(folder / "var"), "SHENTU_SECRET": SECRET} | away)
    gateway.start()
    try:
        wait_for_answers(gateway)
        told = demo("--url", gateway.url, folder=tmp_path)
        ended(told, "503 upstream-unavailable", "/readyz")
        assert "mozilla" not in told.stdout
    finally:
        gateway.stop()


def test_a_protected_instance_is_told_of_with_its_token(tmp_path: Path) -> None:
    with embedded(tmp_path / "instance", SHENTU_SIM_TOKEN="the-token") as running:
        ended(demo("--url", running.url, folder=tmp_path), "401")
        told = demo("--url", running.url, folder=tmp_path, SHENTU_SIM_TOKEN="the-token")
        assert told.returncode == 0, told.stdout


def ended(told: subprocess.CompletedProcess[str], *words: str) -> None:
    """The story ended early, with these words and without a traceback."""
    assert told.returncode == 1
    assert "The story ends here" in told.stdout
    assert "Traceback" not in told.stdout + told.stderr
    for word in words:
        assert word in told.stdout


def wait_for_answers(process: Process) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            httpx.get(f"{process.url}/livez", trust_env=False)
            return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(process.log_tail())
