"""The wheel in an empty environment: the client alone, then with its server; the example is tested with it.

All in one file, so that the environment is made once. Needs a package index.
"""

import json
import shutil
import signal
import subprocess
from pathlib import Path

import httpx
import pytest

from shared.version import VERSION
from tests.client.installation import Environment
from tests.conftest import do_without
from tests.engines.engine import NotInstalled
from tests.processes import ROOT

SERVERS = {"fastapi", "uvicorn", "sqlmodel", "aio-pika"}


@pytest.fixture(scope="module")
def client_only(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The wheel as it is."""
    try:
        made = Environment(tmp_path_factory.mktemp("installed"))
        made.install(str(made.wheel))
    except NotInstalled as missing:
        do_without(missing)
    return made


@pytest.fixture(scope="module")
def with_server(client_only: Environment) -> Environment:
    """The same environment with the extra, and with pytest: after the tests of the client alone."""
    try:
        client_only.install(f"{client_only.wheel}[server]", "pytest", "pytest-xdist")
    except NotInstalled as missing:
        do_without(missing)
    return client_only


def test_the_client_needs_three_libraries_and_says_what_is_missing(client_only: Environment) -> None:
    assert not client_only.distributions() & (SERVERS | {"pytest"})
    assert client_only.run("-m", "shentu", "--version").stdout == f"shentu {VERSION}\n"
    up = client_only.run("-m", "shentu", "up")
    assert up.returncode == 1 and "[server]" in up.stderr and "Traceback" not in up.stderr
    doctor = client_only.run("-m", "shentu", "doctor", "--json", SHENTU_URL="http://127.0.0.1:9")
    found = {one["what"]: one["ok"] for one in json.loads(doctor.stdout)}
    assert (doctor.returncode, found["server"], found["instance"]) == (1, None, False)


def test_up_runs_the_server_of_the_wheel_whatever_lies_beside_it(with_server: Environment, tmp_path: Path) -> None:
    """A folder `shared` of one's own, here and on PYTHONPATH, neither shadows ours nor is shadowed."""
    for folder in (tmp_path, tmp_path / "own"):
        (folder / "shared").mkdir(parents=True)
        (folder / "shared" / "__init__.py").write_text("raise RuntimeError('the wrong one')\n")
    env = {"PYTHONPATH": str(tmp_path / "own"), "SHENTU_DATA_DIR": str(tmp_path / "var"), "PATH": "/usr/bin:/bin"}
    command = [with_server.python, "-m", "shentu", "up", "--port", "0", "--json"]
    with subprocess.Popen(command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, text=True) as up:
        assert up.stdout is not None
        told = ""
        while not told.endswith("}\n"):
            told += (line := up.stdout.readline())
            assert line, told
        url = json.loads(told)["url"]
        asked = f"""from shentu import Shentu
with Shentu({url!r}).new_sandbox() as shentu:
    print(shentu.log_in("91410100MA9XXXX118").portal.read_account()["name"])"""
        assert "郑州示例建设有限公司" in with_server.run("-c", asked).stdout
        assert httpx.get(f"{url}/console/tour", trust_env=False).status_code == 200, (
            "its server finds the client's story"
        )
        up.send_signal(signal.SIGINT)
    assert up.returncode == 0 and (tmp_path / "var" / "hall.sqlite3").exists()


def test_the_example_is_tested_with_the_plugin(with_server: Environment, tmp_path: Path) -> None:
    example = shutil.copytree(ROOT / "examples" / "back-office", tmp_path / "back-office")
    done = with_server.run("-m", "pytest", "-q", cwd=example)
    assert "8 passed" in done.stdout, done.stdout + done.stderr
