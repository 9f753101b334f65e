"""The pytest plugin, in runs of their own: one instance for all processes, and a failure shows its journey."""

import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.client.command import environment

PASSING = """
from pathlib import Path

import pytest

from shentu.story.acts import Story, play
from shentu.story.scene_list import PHONE, scenes


def filed(shentu):
    story = Story(visitor=shentu, owner=shentu)
    for scene in scenes()[:6]:
        play(scene, story)
    return story


@pytest.fixture(autouse=True)
def told(shentu):
    with Path("told").open("a") as file:
        file.write(f"{shentu.url} {shentu.sandbox}\\n")


@pytest.mark.shentu(random_seed=7)
def test_a_seed_makes_the_same_code(shentu):
    Path(f"code-{shentu.sandbox}").write_text(filed(shentu).code)


@pytest.mark.shentu(random_seed=7, clock="2031-07-01T09:00:00+08:00")
def test_a_seed_makes_it_again(shentu, phone):
    Path(f"code-{shentu.sandbox}").write_text(filed(shentu).code)
    assert shentu.sim.read_clock()["now"].startswith("2031-07-01T09:0")
    assert phone(PHONE).code()


def test_another(shentu, journey):
    story = filed(shentu)
    assert journey().id == journey(story.filing).id == story.filing
    Path(f"other-{shentu.sandbox}").write_text(story.code)


@pytest.mark.shentu(scenario="F10")
def test_what_is_prepared(shentu, scenario, journey):
    assert scenario["sandbox"] == shentu.sandbox and scenario["journeys"] == [journey().id]
    assert [fault["note"] for fault in shentu.sim.list_faults()["items"]] == ["F10"]
"""
FAILING = (
    PASSING
    + """

def test_fails(shentu):
    filed(shentu)
    assert False, "on purpose"


@pytest.mark.shentu(seed=1)
def test_a_wrong_word(shentu):
    pass
"""
)


def run(folder: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "shentu.pytest_plugin", "-p", "no:cacheprovider", *words]
    return subprocess.run(
        command, cwd=folder, env=environment(**env), capture_output=True, text=True, timeout=120, check=False
    )


def test_all_processes_of_a_run_share_one_instance_that_is_gone_afterwards(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(PASSING, "utf-8")
    (tmp_path / "tmp").mkdir()
    done = run(tmp_path, "-n", "2", "--dist", "each", TMPDIR=str(tmp_path / "tmp"))
    assert "8 passed" in done.stdout, done.stdout + done.stderr
    told = [line.split() for line in (tmp_path / "told").read_text().splitlines()]
    [url] = {url for url, _ in told}
    assert len({sandbox for _, sandbox in told}) == 8
    with pytest.raises(httpx.ConnectError):
        httpx.get(url, trust_env=False)
    assert not list((tmp_path / "tmp").glob("shentu-*")), "it left something behind"
    assert len({path.read_text() for path in tmp_path.glob("code-*")}) == 1
    assert {path.read_text() for path in tmp_path.glob("other-*")}.isdisjoint(
        path.read_text() for path in tmp_path.glob("code-*")
    )


def test_a_failure_shows_its_journey_and_keeps_it(tmp_path: Path, url: str) -> None:
    (tmp_path / "test_it.py").write_text(FAILING, "utf-8")
    words = ("--shentu-url", url, "--shentu-journeys", "journeys", "--junitxml", "junit.xml", "-k", "fails or wrong")
    done = run(tmp_path, *words)
    assert "2 failed" not in done.stdout and "1 failed, 4 deselected, 1 error" in done.stdout, done.stdout + done.stderr
    assert re.search(r"-+ Shentu journey [0-9a-f-]{36} -+", done.stdout)
    assert "/hall/applications" in done.stdout and "hall.phone_code.issued" in done.stdout
    [kept] = (tmp_path / "journeys").iterdir()
    assert kept.match("*test_fails*.html") and kept.read_text("utf-8").startswith("<!doctype html>")
    assert str(kept) in (tmp_path / "junit.xml").read_text("utf-8")
    assert "shentu(random_seed=None, clock=None, scenario=None, label=None)" in done.stdout
    assert "unexpected keyword argument 'seed'" in done.stdout


def test_a_run_that_needs_no_instance_starts_none(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text("def test_nothing():\n    pass\n", "utf-8")
    (tmp_path / "tmp").mkdir()
    done = run(tmp_path, "-q", TMPDIR=str(tmp_path / "tmp"))
    assert "1 passed" in done.stdout and not list((tmp_path / "tmp").glob("shentu-*"))
