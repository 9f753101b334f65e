"""docker-compose.yml and the image: what can be seen without an engine."""

import contextlib
import re
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from services.__main__ import NAMES, PORTS
from tests.engines.engine import free_port
from tests.processes import ROOT, SECRET, Process, embedded

COMPOSE = (ROOT / "docker-compose.yml").read_text("utf-8")
SERVICES = dict(re.findall(r"^  (\w+):\n((?:    .*\n|\n)+)", COMPOSE, re.MULTILINE))


@pytest.mark.parametrize("name", NAMES)
def test_each_service_is_asked_and_shown_on_its_own_port(name: str) -> None:
    """`docker compose ps` shows what is exposed, and the image exposes nothing by itself."""
    said = SERVICES[name]
    assert f'test: [CMD, python, -m, shared.server.ask_ready, "{PORTS[name]}"]' in said
    assert f':{PORTS[name]}"]' in said if name == "gateway" else f'expose: ["{PORTS[name]}"]' in said
    assert "EXPOSE" not in (ROOT / "Dockerfile").read_text("utf-8")


@pytest.mark.parametrize("folder", ["shared", "services", "client"])
def test_the_image_has_all_that_the_services_are_made_of(folder: str) -> None:
    """The client, too: the tour tells its story."""
    assert f"COPY {folder} {folder}\n" in (ROOT / "Dockerfile").read_text("utf-8")
    assert f"!{folder}\n" in (ROOT / ".dockerignore").read_text("utf-8")


def ask_ready(port: int, **env: str) -> int:
    command = [sys.executable, "-m", "shared.server.ask_ready", str(port)]
    return subprocess.run(command, cwd=ROOT, env=env, timeout=60, check=False).returncode


def test_a_health_check_never_asks_a_proxy(tmp_path: Path) -> None:
    proxy = f"http://127.0.0.1:{free_port()}"
    with embedded(tmp_path) as shentu:
        assert ask_ready(shentu["all"].port, http_proxy=proxy, HTTP_PROXY=proxy, ALL_PROXY=proxy) == 0


def test_a_health_check_knows_what_is_not_ready(tmp_path: Path) -> None:
    env = {"SHENTU_DATA_DIR": str(tmp_path), "SHENTU_SECRET": SECRET, "SHENTU_BUS_URL": "amqp://127.0.0.1:9/"}
    hall = Process("hall", tmp_path, env).start()
    try:
        assert ask_ready(hall.port) == 1
        assert ask_ready(free_port()) == 1
    finally:
        hall.kill()


def test_demo_and_walk_never_ask_a_proxy(tmp_path: Path) -> None:
    proxy = f"http://127.0.0.1:{free_port()}"
    env = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": "client",
        "http_proxy": proxy,
        "HTTP_PROXY": proxy,
        "ALL_PROXY": proxy,
    }
    with embedded(tmp_path, http_proxy=proxy, ALL_PROXY=proxy) as shentu:
        for command in (["shentu", "demo", "--url", shentu.url], ["tests.journeys.walk", shentu.url]):
            run = [sys.executable, "-m", *command]
            done = subprocess.run(run, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False)
            assert done.returncode == 0, done.stdout + done.stderr


def test_the_gateway_asks_its_services_without_a_proxy(tmp_path: Path) -> None:
    proxy = f"http://127.0.0.1:{free_port()}"
    common = {"SHENTU_SECRET": SECRET, "http_proxy": proxy, "HTTP_PROXY": proxy, "ALL_PROXY": proxy}
    hall = Process("hall", tmp_path, {"SHENTU_DATA_DIR": str(tmp_path / "hall")} | common)
    there = {"SHENTU_HALL_URL": hall.url, "SHENTU_DATA_DIR": str(tmp_path / "gateway")}
    gateway = Process("gateway", tmp_path, there | common)
    try:
        hall.start().wait_ready()
        gateway.start()
        until_answered(f"{gateway.url}/hall/openapi.json")
    finally:
        hall.kill()
        gateway.kill()


def until_answered(url: str) -> None:
    """With 200; a gateway is alive before its database is open, and without review and sms it is never ready."""
    deadline = time.monotonic() + 30
    status = 0
    while status != 200 and time.monotonic() < deadline:
        with contextlib.suppress(httpx.TransportError):
            status = httpx.get(url, trust_env=False).status_code
        time.sleep(0.05)
    assert status == 200
