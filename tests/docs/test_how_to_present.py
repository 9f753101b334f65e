"""docs/how-to/present.md, played step by step as it is written; `docker compose stop sms` stops the process `sms`."""

import os
import pty
import re
import shlex
import subprocess
import threading
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.client.command import WORDS, environment, shentu
from tests.engines.postgres import PostgreSQL
from tests.engines.rabbitmq import RabbitMQ
from tests.journeys import personas, walk
from tests.journeys.client import Client
from tests.processes import ROOT, SERVICES, Shentu, four_processes

PAGE = (ROOT / "docs" / "how-to" / "present.md").read_text("utf-8")
ADDRESS = "http://127.0.0.1:8000"
[STORY] = [
    block.strip()
    for block in re.findall(r"^ *```sh\n(.*?)^ *```$", PAGE, re.DOTALL | re.MULTILINE)
    if "demo --url" in block
]
PHONE = re.findall(rf"<{ADDRESS}(/sim/phones/\d+/messages)>", PAGE)[0]


class Story:
    """The command of step 2 in a terminal; `enter` presses Enter and returns what was told until the next one."""

    def __init__(self, url: str) -> None:
        words = shlex.split(STORY.replace(ADDRESS, url))
        assert words[0] == "./shentu"
        self._keys, terminal = pty.openpty()
        self._process = subprocess.Popen(
            [*WORDS, *words[1:]],
            cwd=ROOT,
            env=environment(),
            stdin=terminal,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        os.close(terminal)
        self._told = ""
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        self._shown = 0

    def _read(self) -> None:
        assert self._process.stdout is not None
        while some := self._process.stdout.read1(65536):  # type: ignore[attr-defined]
            self._told += some.decode("utf-8", "replace")

    def until(self, scene: int) -> str:
        """Press Enter until this scene has been told; what it says."""
        scene_told = re.compile(rf"(?:^|⏎) ?{scene}  .*? ms\r?\n(.*?)\r?\n", re.MULTILINE)
        while not scene_told.search(self._told):
            assert self._process.poll() is None, self._told
            self._enter()
            self._until_told()
        found = scene_told.search(self._told)
        assert found
        return found[1]

    def _until_told(self) -> None:
        """The scene that was entered: the next Enter is asked for."""
        while self._told.count("⏎") <= self._shown and self._process.poll() is None:
            time.sleep(0.02)

    def _enter(self) -> None:
        """Once it is asked for, unless the story is at its end."""
        deadline = time.monotonic() + 60
        while self._told.count("⏎") <= self._shown:
            assert time.monotonic() < deadline, self._told
            if self._process.poll() is not None:
                return
            time.sleep(0.02)
        os.write(self._keys, b"\n")
        self._shown += 1

    def to_the_end(self) -> str:
        """Press Enter as long as it is asked for."""
        while self._process.poll() is None:
            self._enter()
        self._reader.join()
        assert self._process.returncode == 0, self._told
        return self._told

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join()
        os.close(self._keys)
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture(scope="module")
def stage(rabbitmq: RabbitMQ, postgres: PostgreSQL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shentu]:
    databases = {name: postgres.new_database() for name in SERVICES}
    folder = tmp_path_factory.mktemp("stage")
    with four_processes(folder, bus_url=rabbitmq.new_vhost(), database_urls=databases) as running:
        yield running


@pytest.fixture
def anybody(stage: Shentu) -> Iterator[Client]:
    """Somebody with a browser: no header, hence the sandbox `default`; it begins at the beginning."""
    client = Client(stage.url)
    client.post("/sim/reset")
    yield client
    client.close()


@pytest.fixture
def story(stage: Shentu, anybody: Client) -> Iterator[Story]:
    told = Story(stage.url)
    yield told
    told.close()


def test_1_log_in_and_try_the_others(anybody: Client) -> None:
    assert "`owner-incomplete` sees a blank hall" in PAGE and "`owner-unverified` cannot link" in PAGE
    assert anybody.send("GET", "/portal/docs").status_code == 200
    walk.log_in(anybody, personas.OWNER.credit_code)
    blank = walk.log_in(anybody, personas.INCOMPLETE.credit_code)
    blank.refused(403, None, "GET", "/hall/projects")
    code, name = personas.UNVERIFIED.project
    linking = walk.log_in(anybody, personas.UNVERIFIED.credit_code)
    problem = linking.refused(
        403, None, "POST", "/hall/projects/link", json={"project_code": code, "project_name": name}
    )
    assert "96500" in problem["detail"]


def test_2_to_4_file_show_the_phone_show_the_journey(anybody: Client, story: Story) -> None:
    assert "once scene 8 has come" in PAGE
    story.until(8)
    [text] = anybody.items(PHONE)
    assert text["vars"]["account"] == personas.OWNER.credit_code and text["vars"]["initial_password"]
    [journey] = [one["journey"] for one in anybody.items("/sim/journeys")]
    path = f"/sim/journeys/{journey}"
    for shown in ("?format=mermaid", "&kind=delivery&kind=message", "?format=text"):
        assert f"`{shown}`" in PAGE or f"{{journey}}{shown}`" in PAGE
    whole = anybody.get(path, format="mermaid")
    assert whole.startswith("sequenceDiagram")
    assert 0 < len(anybody.get(path, format="mermaid", kind=["delivery", "message"])) < len(whole)
    assert "review.project.pushed" in anybody.get(path, format="text")
    assert "项目已提交" in story.to_the_end()


def test_5_pull_a_plug(stage: Shentu, anybody: Client, story: Story) -> None:
    assert f"`curl -X POST {ADDRESS}/sim/reset`" in PAGE
    for words in (
        "When scene 6\n   has brought the code",
        "`docker compose stop sms`, then Enter",
        "`docker compose start sms`, Enter",
    ):
        assert words in PAGE
    story.until(6)
    stage["sms"].stop()
    assert "申报完成" in story.until(7)
    [journey] = [one["journey"] for one in anybody.items("/sim/journeys")]
    event = anybody.get("/sim/wait", journey=journey, event="review.project.pushed", status="emitted")
    assert event["type"] == "review.project.pushed", "the project is in the province"
    assert httpx.get(stage.url + PHONE, trust_env=False).status_code == 503, "the phone is the message service's"
    stage["sms"].start()
    assert personas.OWNER.credit_code in story.until(8)
    assert len(anybody.items(PHONE)) == 1, "there it is, once"
    story.to_the_end()


def test_between_two_shows(stage: Shentu, anybody: Client) -> None:
    assert '`POST /sim/sandboxes {"name": "hall-b"}`' in PAGE and "`--sandbox hall-b`" in PAGE
    anybody.create("/sim/sandboxes", {"name": "hall-b"})
    done = shentu("demo", "--url", stage.url, "--sandbox", "hall-b")
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(anybody.derive(sandbox="hall-b").items("/sim/journeys")) == 1
    assert anybody.items("/sim/journeys") == []
    anybody.call("DELETE", "/sim/sandboxes/hall-b")


def test_before_the_show_are_commands_that_are_tested_elsewhere() -> None:
    assert re.findall(r"^```sh\n(.*?)\n```$", PAGE, re.DOTALL | re.MULTILINE) == [
        "make demo",
        "docker compose up --wait",
    ]
    assert (ROOT / "tests" / "client" / "commands" / "test_demo.py").exists() and (ROOT / "docker-compose.yml").exists()
