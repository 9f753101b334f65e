"""`python -m services`: what it prints, how it starts, how it refuses to, how it stops."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.engines.engine import free_port
from tests.processes import ROOT, SECRET, Process, embedded


def command(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run to the end with only these settings."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SHENTU_")}
    return subprocess.run(
        [sys.executable, "-m", "services", *arguments], cwd=ROOT, env=inherited | env, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def one_sentence(ended: subprocess.CompletedProcess[str], *words: str) -> None:
    """It failed, and says why without a traceback."""
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    last = ended.stderr.strip().splitlines()[-1]
    assert last.startswith("Shentu cannot start.")
    for word in words:
        assert word in last


def test_everything_in_one_process(tmp_path: Path) -> None:
    with embedded(tmp_path) as shentu:
        process = shentu["all"]
        assert httpx.get(f"{shentu.url}/readyz").json()["waiting_for"] == []
        assert httpx.get(f"{shentu.url}/").status_code == 200
        said = process.log.read_text()
        for word in (f"ready: {shentu.url}", "91410100MA9XXXX118", "Demo@2026", "make demo"):
            assert word in said
        assert process.stop() == 0
    # Stopped in order: nothing is left in the write-ahead logs, and the same data open again.
    assert not [path for path in (tmp_path / "var").glob("*-wal") if path.stat().st_size]


def test_without_a_word_everything_is_run(tmp_path: Path) -> None:
    port = free_port()
    env = {"SHENTU_DATA_DIR": str(tmp_path / "var"), "SHENTU_PORT": str(port)}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SHENTU_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "services"], cwd=ROOT, env=inherited | env, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if "is ready" in line:
                break
        assert httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200
    finally:
        process.terminate()
        process.communicate(timeout=20)
    assert process.returncode == 0


def test_it_answers_before_it_is_ready(tmp_path: Path) -> None:
    """Alone, without its broker, a service is alive and says that it is not ready."""
    env = {"SHENTU_DATA_DIR": str(tmp_path), "SHENTU_SECRET": SECRET, "SHENTU_BUS_URL": "amqp://127.0.0.1:9/"}
    hall = Process("hall", tmp_path, env).start()
    try:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                answer = httpx.get(f"{hall.url}/readyz")
                break
            except httpx.TransportError:
                time.sleep(0.05)
        assert answer.status_code == 503
        assert answer.json()["bus"] is False
        assert httpx.get(f"{hall.url}/livez").status_code == 200
        assert hall.stop() == 0
    finally:
        hall.kill()


def test_a_taken_port_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = command("all", SHENTU_PORT=port, SHENTU_DATA_DIR=str(tmp_path / "var"))
    one_sentence(ended, port, "SHENTU_PORT")
    assert not (tmp_path / "var").exists()


def test_a_data_folder_in_use_is_said_in_one_sentence(tmp_path: Path) -> None:
    with embedded(tmp_path):
        ended = command("all", SHENTU_PORT=str(free_port()), SHENTU_DATA_DIR=str(tmp_path / "var"))
    one_sentence(ended, "in use", "SHENTU_DATA_DIR")


@pytest.mark.parametrize(
    ("setting", "value", "word"),
    [("SHENTU_BUS_URL", "kafka://x", "bus URL"), ("SHENTU_PORT", "eighty", "SHENTU_PORT"),
     ("SHENTU_DATA_DIR", "/proc/x", "/proc/x")],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_said(tmp_path: Path, setting: str, value: str, word: str) -> None:
    settings = {"SHENTU_PORT": str(free_port()), "SHENTU_DATA_DIR": str(tmp_path / "var"), setting: value}
    one_sentence(command("all", **settings), word)


def test_an_empty_setting_counts_as_none(tmp_path: Path) -> None:
    """As compose files and shells pass them on: `SHENTU_SIM_TOKEN=${SHENTU_SIM_TOKEN:-}`."""
    with embedded(tmp_path, SHENTU_BODY_LIMIT="", SHENTU_BUS_URL="", SHENTU_SIM_TOKEN="") as shentu:
        assert httpx.post(f"{shentu.url}/sim/sandboxes", trust_env=False).status_code == 201


def test_what_is_not_needed_is_not_loaded() -> None:
    """Start to ready stays short because these wait until somebody needs them."""
    heavy = ("aio_pika", "aiormq", "psycopg", "aiohttp", "rich", "chinese_calendar", "httpx", "jinja2")
    program = (
        "import sys; from shared.settings import Settings; from services.__main__ import create_all; "
        f"create_all(Settings(secret={SECRET!r})); print([name for name in {heavy!r} if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
