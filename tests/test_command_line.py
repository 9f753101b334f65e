"""`python -m services`: what it prints, how it starts, how it refuses to, how it stops."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from shared.version import VERSION
from tests import processes
from tests.client import command as client_command
from tests.engines.engine import free_port
from tests.processes import ROOT, SECRET, Process, embedded


@pytest.fixture
def by_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is the start itself that is looked at."""
    monkeypatch.setattr(processes, "begin", processes.by_command)


def command(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run to the end with only these settings."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SHENTU_")}
    return subprocess.run(
        [sys.executable, "-m", "services", *arguments], cwd=ROOT, env=inherited | env, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def refused(folder: Path, **env: str) -> tuple[int, str]:
    """The hall with these settings: its exit status, and all it said."""
    hall = Process("hall", folder, {})
    hall.env |= {"SHENTU_DATA_DIR": str(folder / "var"), **env}
    return hall.start().wait(), hall.log.read_text("utf-8")


def one_sentence(status: int, said: str, *words: str) -> None:
    """It failed, and says why without a traceback."""
    assert status == 1
    assert "Traceback" not in said
    last = said.strip().splitlines()[-1]
    assert last.startswith("Shentu cannot start.")
    for word in words:
        assert word in last


def said_by(process: Process, pattern: str) -> str:
    """What the pattern's group finds in the log, once it does."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.alive:
        if found := re.search(pattern, process.log.read_text("utf-8", "replace")):
            return found[1]
        time.sleep(0.05)
    raise AssertionError(process.log_tail())


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.usefixtures("by_command")
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
    one_sentence(ended.returncode, ended.stderr, port, "SHENTU_PORT")
    assert not (tmp_path / "var").exists()


def test_a_data_folder_in_use_is_said_in_one_sentence(tmp_path: Path) -> None:
    with embedded(tmp_path):
        ended = command("all", SHENTU_PORT=str(free_port()), SHENTU_DATA_DIR=str(tmp_path / "var"))
    one_sentence(ended.returncode, ended.stderr, "in use", "SHENTU_DATA_DIR")


@pytest.mark.parametrize(
    ("setting", "value", "word"),
    [("SHENTU_BUS_URL", "kafka://x", "amqp://"), ("SHENTU_PORT", "eighty", "65535"), ("SHENTU_PORT", "99999", "65535"),
     ("SHENTU_DATABASE_URL", "foo://x", "postgresql://"), ("SHENTU_FILES_URL", "nope://x", "fsspec"),
     ("SHENTU_HOST", "no.such.host.invalid", "127.0.0.1"), ("SHENTU_HOST", "192.0.2.7", "127.0.0.1"),
     ("SHENTU_RATE_LIMIT", "-5", "0 for no limit"), ("SHENTU_LOG_LEVEL", "loud", "warning"),
     ("SHENTU_SECRET", "a", "32 characters"), ("SHENTU_DATA_DIR", "/proc/x", "folder"),
     ("SHENTU_DATA_DIR", __file__, "folder")],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_said(tmp_path: Path, setting: str, value: str, word: str) -> None:
    one_sentence(*refused(tmp_path, **{setting: value}), setting, word)


def test_a_name_that_is_nearly_a_setting_is_pointed_out(tmp_path: Path) -> None:
    _, said = refused(tmp_path, SHENTU_PROT="8001", SHENTU_HOST="192.0.2.7")
    assert "SHENTU_PROT is no setting: SHENTU_PORT may be meant" in said


@pytest.mark.parametrize(
    ("host", "printed"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]"), ("[::1]", "[::1]"), ("::", "[::1]"),
     ("localhost", "localhost")],
)  # fmt: skip
def test_port_0_takes_a_free_one_and_the_banner_has_the_address_to_click(
    tmp_path: Path, host: str, printed: str
) -> None:
    if ":" in host and not has_ipv6():
        pytest.skip("no IPv6 on this machine")
    hall = Process("hall", tmp_path, {"SHENTU_DATA_DIR": str(tmp_path / "var"), "SHENTU_SECRET": SECRET})
    hall.env |= {"SHENTU_HOST": host, "SHENTU_PORT": "0"}
    hall.start()
    try:
        address = said_by(hall, r"hall is ready on (http://[^\s\"]+)")
        assert re.fullmatch(rf"http://{re.escape(printed)}:\d+", address) and not address.endswith((":0", ":8001"))
        assert httpx.get(f"{address}/readyz", trust_env=False).status_code == 200
    finally:
        hall.stop()


@pytest.mark.parametrize("level", ["info", "error"])
def test_a_service_writes_json_and_nothing_else(tmp_path: Path, level: str) -> None:
    """From its start to its end; what it listens on is told at every level."""
    env = {"SHENTU_DATA_DIR": str(tmp_path / "var"), "SHENTU_SECRET": SECRET, "SHENTU_LOG_LEVEL": level}
    hall = Process("hall", tmp_path, env).start().wait_ready()
    httpx.get(f"{hall.url}/hall/projects", trust_env=False)
    assert hall.stop() == 0
    lines = [json.loads(line) for line in hall.log.read_text("utf-8").splitlines()]
    assert [line for line in lines if line["message"] == f"hall is ready on {hall.url}"]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_console_without_chinese_gets_replaced_characters(tmp_path: Path, encoding: str) -> None:
    env = {"SHENTU_DATA_DIR": str(tmp_path / "var"), "SHENTU_SECRET": SECRET, "PYTHONIOENCODING": encoding}
    shentu = Process("all", tmp_path, env).start().wait_ready()
    try:
        assert shentu.url in said_by(shentu, r"Shentu \?\? is (ready: \S+)")
        told = client_command.shentu("demo", "--url", shentu.url, PYTHONIOENCODING=encoding)
        assert told.returncode == 0 and "Traceback" not in told.stdout + told.stderr
        assert "log in at the portal" in told.stdout
    finally:
        shentu.stop()


def test_it_tells_its_version() -> None:
    assert command("--version").stdout == client_command.shentu("--version").stdout == f"shentu {VERSION}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_completes_it(shell: str) -> None:
    ask = {
        "bash": {"COMP_WORDS": "shentu de", "COMP_CWORD": "1"},
        "zsh": {"_TYPER_COMPLETE_ARGS": "shentu de"},
        "fish": {"_TYPER_COMPLETE_ARGS": "shentu de", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }[shell]
    done = subprocess.run(
        [ROOT / "shentu"], env=os.environ | ask | {"_SHENTU_COMPLETE": f"complete_{shell}"}, cwd="/",
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "demo" in done.stdout and "wait" not in done.stdout, done.stderr


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
