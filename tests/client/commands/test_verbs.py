"""Each verb of `shentu`: what it tells people and programs, and the status it ends with."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from shentu import Invalid, NotFound, Shentu, TimedOut, Unavailable
from shentu.commands.clock import seconds
from shentu.commands.fault import pairs
from shentu.story.acts import Story

from tests.client.command import shentu
from tests.client.commands.conftest import Verb

Document = Callable[..., Any]


def test_sandboxes_are_made_listed_reset_and_deleted(verb: Verb, document: Document) -> None:
    name = verb("sandbox", "make", "--label", "nightly", "--random-seed", "7").strip()
    assert name in verb("sandbox", "list") and "nightly" in verb("sandbox", "list")
    assert {"name": name, "label": "nightly"}.items() <= next(
        one for one in document("sandbox", "list") if one["name"] == name
    ).items()
    assert name in verb("sandbox", "reset", "--sandbox", name)
    assert verb("sandbox", "delete", name) == f"{name} is deleted\n"
    assert name not in verb("sandbox", "list")


def test_waiting_for_an_event_a_text_and_quiet(verb: Verb, document: Document, story: Story) -> None:
    assert verb("wait") == "nothing is in flight\n"
    pushed = document("wait", "review.project.pushed", "--journey", story.filing, "--status", "handled")
    assert (pushed["type"], pushed["journey"]) == ("review.project.pushed", story.filing)
    assert "初始密码" in verb("wait", "--phone", story.leader_phone, "--template", "account-created")
    with pytest.raises(TimedOut):
        verb("wait", "review.project.submitted", "--timeout", "0.1")


def test_a_journey_is_told_and_written(verb: Verb, document: Document, story: Story, tmp_path: Path) -> None:
    assert verb("trace") == verb("trace", story.filing)
    assert "review.project.pushed" in verb("trace")
    assert document("trace")["journey"] == story.filing
    assert verb("trace", "--format", "html", "-o", str(tmp_path / "journey.html"))
    assert "review.project.pushed" in (tmp_path / "journey.html").read_text("utf-8")


def test_steps_are_followed(verb: Verb, story: Story) -> None:
    told = verb("tail", "--since", "start", "--kind", "event", "-n", "2")
    assert re.fullmatch(r"(\d\d:\d\d:\d\d\.\d+ +event +(hall|sms) +\2\.\S+ .*\n){2}", told)
    [line] = verb("tail", "--since", "start", "--journey", story.filing, "-n", "1", "--json").splitlines()
    assert json.loads(line)["journey"] == story.filing


def test_a_key_for_a_vendors_sdk_is_told_once(verb: Verb, document: Document) -> None:
    key = document("sms-keys", "tencent")
    assert key["vendor"] == "tencent" and key["endpoint"].endswith("/tencent") and key["access_key_secret"]
    assert "endpoint=" in verb("sms-keys", "alibaba")


def test_the_clock_is_told_and_turned(verb: Verb, document: Document) -> None:
    assert verb("clock", "--now", "2031-07-01T09:00:00+08:00", "--freeze") == (
        "2031-07-01T09:00:00+08:00  (stands still)\n"
    )
    assert document("clock", "--advance", "1h30m")["now"] == "2031-07-01T10:30:00+08:00"
    assert verb("clock") == "2031-07-01T10:30:00+08:00  (stands still)\n"
    assert document("clock", "--real", "--run")["frozen"] is False


@pytest.mark.parametrize(("said", "meant"), [("90m", 5400), ("1h30m", 5400), ("2d", 172_800), ("0.5s", 0.5)])
def test_times_are_said_as_people_say_them(said: str, meant: float) -> None:
    assert seconds(said) == meant


@pytest.mark.parametrize("said", ["", "5", "1x", "h1"])
def test_a_time_that_cannot_be_read_is_refused(said: str) -> None:
    with pytest.raises(typer.BadParameter, match="1h30m"):
        seconds(said)


def test_pairs_are_numbers_words_and_lists() -> None:
    assert pairs(["status=503", "event=hall.x", 'vars=["code"]', "empty="]) == {
        "status": 503, "event": "hall.x", "vars": ["code"], "empty": "",
    }  # fmt: skip
    with pytest.raises(typer.BadParameter, match="NAME=VALUE"):
        pairs(["status"])


def test_an_application_is_built(verb: Verb, document: Document, visitor: Shentu) -> None:
    built = document("build", "pushed", "--leader-phone", "13812340001")
    assert visitor.journey().id == built["application_id"] and built["status"] == "confirmed"
    assert re.fullmatch(r"(number=\S+  application_id=\S+\n){2}", verb("build", "draft", "--count", "2"))


def test_a_fault_strikes_until_it_is_removed(verb: Verb, document: Document, visitor: Shentu) -> None:
    words = ("--match", "service=hall", "--with", "status=503", "--times", "2", "--note", "test")
    fault = verb("fault", "add", "http", "reject", *words).strip()
    with pytest.raises(Unavailable):
        list(visitor.hall.list_guides())
    assert verb("fault", "list") == f"{fault}  http reject  struck 1, 1 left\n"
    verb("fault", "remove", fault)
    assert document("fault", "list") == [] and list(visitor.hall.list_guides())


def test_who_has_an_english_terminal_reads_english(verb: Verb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert "个已确认申报" in verb("report")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert "confirmed applications" in verb("report")


def test_a_scenario_is_listed_and_made_ready(verb: Verb, document: Document, visitor: Shentu) -> None:
    assert "F03   代码或名称对不上 · Code or name do not match\n" in verb("scenario", "list")
    told = verb("scenario", "run", "f03")
    assert (
        f"-H 'Sim-Sandbox: {visitor.sandbox}'" in told and f"curl -s -X POST {visitor.url}/hall/projects/link" in told
    )
    assert "→ 422 project-name-mismatch\n" in told
    assert document("scenario", "run", "F03")["next"][0]["see"]["code"] == "project-not-found"
    with pytest.raises(NotFound, match=r"F99.*F01, F02"):
        verb("scenario", "run", "F99")


def test_a_report_of_a_sandbox_in_order(verb: Verb, document: Document, story: Story, tmp_path: Path) -> None:
    told = document("report", "--output", str(tmp_path / "journeys"))
    assert (told["ok"], told["journeys"], told["state"]["confirmed"], told["troubled"]) == (True, 1, 1, [])
    assert [path.name for path in (tmp_path / "journeys").iterdir()] == [f"{story.application['number']}.html"]
    assert "confirmed 1  pushed 1  texted 1" in verb("report")


def test_the_doctor_finds_nothing_wrong(document: Document, visitor: Shentu) -> None:
    found = {one["what"]: (one["ok"], one["said"]) for one in document("doctor")}
    assert found["instance"][0] is True and visitor.url in found["instance"][1]
    assert found["version"][0] is True and found["server"][0] is True


def test_the_doctor_says_where_nobody_answers(verb: Verb) -> None:
    told = verb("doctor", "--url", "http://127.0.0.1:9", status=1)
    assert "WRONG  instance" in told and "shentu up" in told


def test_a_program_goes_by_status_and_document(url: str) -> None:
    """As processes, which is how a CI job calls them."""
    refused = shentu("sandbox", "delete", "nobody", "--url", url, "--json")
    assert refused.returncode == 1 and json.loads(refused.stdout)["code"] == "sandbox-unknown"
    assert shentu("clock", "--advance", "soon", "--url", url).returncode == 2
    away = shentu("clock", "--url", "http://127.0.0.1:9")
    assert away.returncode == 3 and "does not answer" in away.stderr and not away.stdout


def test_a_program_is_told_of_events(verb: Verb, document: Document, visitor: Shentu) -> None:
    """One that is not there: what becomes of it is told, and again when it is sent again."""
    with pytest.raises(Invalid, match="/events/1"):
        verb("webhook", "add", "http://127.0.0.1:1/hooks", "--event", "review.*", "--event", "shentu.nothing")
    name, secret = verb("webhook", "add", "http://127.0.0.1:1/hooks", "--event", "review.*").split()
    assert secret.startswith("whsec_") and name in verb("webhook", "list")
    assert re.fullmatch(
        r"msg_\w+  shentu.ping  dead unreachable  1 attempts\n", verb("webhook", "ping", name, status=1)
    )
    [delivery] = document("webhook", "deliveries", name)
    assert document("webhook", "resend", name, delivery["id"], status=1)["attempts"] == 2
    assert verb("webhook", "deliveries", name, "--state", "delivered") == ""
    assert verb("webhook", "remove", name) == verb("webhook", "list") == ""
