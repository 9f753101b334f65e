"""`make`, where a newcomer begins: it forgets what is its own, never under a running one, and fails in a sentence."""

import os
import shutil
import subprocess
from pathlib import Path

import httpx

from tests.processes import ROOT, embedded


def make(*words: str, folder: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SHENTU_", "PIP_", "MAKE"))}
    return subprocess.run(
        ["make", *words], cwd=folder, env=inherited | env, capture_output=True, text=True, timeout=120, check=False
    )


def reset(**env: str) -> subprocess.CompletedProcess[str]:
    """Without looking whether libraries are newer: that is another test's."""
    return make("-o", ".venv/runtime.stamp", "reset", folder=ROOT, **env)


def test_reset_is_refused_while_something_runs_there(tmp_path: Path) -> None:
    var = tmp_path / "var"
    with embedded(tmp_path) as shentu:
        refused = reset(SHENTU_DATA_DIR=str(var))
        assert refused.returncode != 0 and "in use by a Shentu that runs: stop it first" in refused.stderr
        assert httpx.get(f"{shentu.url}/readyz", trust_env=False).status_code == 200
    assert (var / "hall.sqlite3").exists()


def test_reset_forgets_what_is_shentus_and_nothing_else(tmp_path: Path) -> None:
    var = tmp_path / "var"
    with embedded(tmp_path, SHENTU_SECRET=""):
        pass
    (var / "letter.txt").write_text("somebody's")
    done = reset(SHENTU_DATA_DIR=str(var))
    assert done.returncode == 0 and "hall.sqlite3" in done.stdout and "secret" in done.stdout
    assert [path.name for path in var.iterdir()] == ["letter.txt"]
    (var / "letter.txt").unlink()
    assert "nothing to forget" in reset(SHENTU_DATA_DIR=str(var)).stdout


def test_reset_leaves_no_empty_folder_behind(tmp_path: Path) -> None:
    with embedded(tmp_path):
        pass
    assert reset(SHENTU_DATA_DIR=str(tmp_path / "var")).returncode == 0
    assert not (tmp_path / "var").exists()


def test_a_store_whose_file_is_gone_says_so(tmp_path: Path) -> None:
    with embedded(tmp_path) as shentu:
        shutil.rmtree(tmp_path / "var")
        said = httpx.get(f"{shentu.url}/readyz", trust_env=False)
        assert said.status_code == 503
        assert "was removed: start Shentu anew" in said.json()["services"]["hall"]["reasons"][0]
        body = {"login": "91410100MA9XXXX118", "password": "Demo@2026"}
        refused = httpx.post(f"{shentu.url}/portal/login", json=body, trust_env=False)
        assert (refused.status_code, refused.json()["code"]) == (503, "storage-gone")


def test_a_first_run_without_the_internet_ends_in_a_sentence(tmp_path: Path) -> None:
    for name in ("Makefile", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    offline = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1"}
    failed = make("run", folder=tmp_path, PIP_CONFIG_FILE=os.devnull, **offline)
    assert failed.returncode != 0
    last = [line for line in failed.stderr.splitlines() if not line.startswith("make")][-1]
    assert "The first run needs the internet" in last and "PIP_INDEX_URL" in last
