"""A full disk: writes are refused by name, reads go on, and everything comes back by itself."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.faults.disks import Disk, SmallDisk, SmallFiles, mounts, small_disk
from tests.journeys import walk
from tests.journeys.client import Client, Json
from tests.journeys.personas import OWNER
from tests.processes import Process, Shentu, embedded
from tests.test_command_line import command, one_sentence

FULL = "is full: reads go on, writes are refused until there is room"


@pytest.fixture(params=["a small disk", "a limit"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    if request.param == "a limit":
        if not hasattr(__import__("resource"), "prlimit"):
            pytest.skip("only Linux limits the files of another process")
        (tmp_path / "disk").mkdir()
        yield SmallFiles(tmp_path / "disk")
        return
    with mounted(tmp_path / "disk") as small:
        yield small


def mounted(folder: Path) -> Any:
    if not mounts():
        pytest.skip("only root on Linux can mount a small disk")
    return small_disk(folder, 24)


@pytest.fixture
def shentu(disk: Disk, tmp_path: Path) -> Iterator[Shentu]:
    folder = tmp_path / "instance"
    with embedded(folder, SHENTU_DATA_DIR=str(disk.folder / "var")) as running:
        yield running


@pytest.fixture
def visitor(shentu: Shentu) -> Iterator[Client]:
    client = Client(shentu.url)
    yield client
    client.close()


def until(found: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 30
    while not found():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def ready(shentu: Shentu) -> httpx.Response:
    return httpx.get(f"{shentu.url}/readyz", trust_env=False)


def test_writes_are_refused_reads_go_on_and_it_comes_back(disk: Disk, shentu: Shentu, visitor: Client) -> None:
    process: Process = shentu["all"]
    owner = walk.log_in(visitor, OWNER.credit_code)
    code, name = OWNER.projects[0]
    link = {"project_code": code, "project_name": name}

    disk.fill(process)
    refused = owner.http.post(f"{shentu.url}/hall/projects/link", json=link, headers=owner.headers)
    assert (refused.status_code, refused.json()["code"]) == (507, "storage-full"), refused.text
    for path in ("/sim/sandboxes", "/hall/projects"):
        how = "POST" if path.startswith("/sim") else "GET"
        answer = owner.http.request(how, shentu.url + path, headers=owner.headers)
        assert answer.status_code == (507 if how == "POST" else 200), answer.text
    assert owner.items("/hall/projects") == []
    said = ready(shentu)
    assert said.status_code == 503 and "hall" in said.json()["waiting_for"]
    assert said.json()["services"]["hall"]["database"] is False
    assert any(FULL in reason for reason in said.json()["services"]["hall"]["reasons"])

    disk.make_room(process)
    until(lambda: ready(shentu).status_code == 200, "not ready although there is room")
    project = owner.create("/hall/projects/link", link)
    assert owner.items("/hall/projects")[0]["id"] == project["id"]
    log = process.log.read_text()
    assert log.count("the disk with hall's database is full") == 1
    assert log.count("the disk with hall's database has room again") == 1
    assert "Traceback" not in log
    assert shentu["all"].stop() == 0


def test_what_was_on_its_way_arrives_once_there_is_room(disk: Disk, shentu: Shentu, visitor: Client) -> None:
    """Confirmed before, and the disk full at once: whatever was answered 200 has its push and its text in the end."""
    process: Process = shentu["all"]
    ready_to_file = walk.prepare(visitor, OWNER.credit_code, OWNER.project)
    disk.fill(process)
    with pytest.raises(Exception, match="507"):
        walk.file(ready_to_file)
    disk.make_room(process)
    until(lambda: ready(shentu).status_code == 200, "not ready although there is room")
    assert walk.file(ready_to_file).sms["vars"]["account"] == OWNER.credit_code


def test_the_trace_has_what_was_asked_meanwhile(disk: Disk, shentu: Shentu, visitor: Client) -> None:
    process: Process = shentu["all"]
    filing = walk.prepare(visitor, OWNER.credit_code, OWNER.project)
    here = f"/hall/applications/{filing.application_id}"
    before = len([step for step in steps_of(filing) if step["name"].endswith("/check")])
    disk.fill(process)
    for _ in range(3):
        filing.owner.get(f"{here}/check")
    code = filing.owner.get(f"{here}/materials")["items"][0]["code"]
    for size in (100, 3_000_000):  # kept in memory until it is stored, and in a file
        pdf = ("a.pdf", b"%PDF-1.4\n" + bytes(size) + b"\n%%EOF\n", "application/pdf")
        url = f"{shentu.url}{here}/materials/{code}/files"
        refused = filing.owner.http.post(url, files={"file": pdf}, headers=filing.owner.headers)
        assert (refused.status_code, refused.json()["code"]) == (507, "storage-full"), refused.text
    until(lambda: ready(shentu).status_code == 503, "ready although the disk is full")
    disk.make_room(process)
    until(lambda: ready(shentu).status_code == 200, "not ready although there is room")
    checks = [step for step in steps_of(filing) if step["name"].endswith("/check")]
    assert len(checks) == before + 3, "kept in memory till there was room"


def steps_of(filing: walk.Filing) -> list[Json]:
    steps: list[Json] = filing.owner.get(f"/sim/journeys/{filing.application_id}")["steps"]
    return steps


def test_a_start_on_a_full_disk_says_so(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk") as small:
        assert isinstance(small, SmallDisk)
        small.fill()
        ended = command("all", SHENTU_PORT="0", SHENTU_DATA_DIR=str(tmp_path / "disk" / "var"))
    one_sentence(ended.returncode, ended.stderr, "full", "SHENTU_DATA_DIR")


def test_a_start_on_a_disk_that_is_nearly_full_says_so(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk") as small:
        small.fill()
        with (tmp_path / "disk" / "ballast").open("r+b") as ballast:
            ballast.truncate((tmp_path / "disk" / "ballast").stat().st_size - 200_000)
        ended = command("all", SHENTU_PORT="0", SHENTU_DATA_DIR=str(tmp_path / "disk" / "var"))
    one_sentence(ended.returncode, ended.stderr, "full")
