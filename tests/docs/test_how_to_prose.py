"""What the how-to pages for testers and integrators say between their programs, played as it is written."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.test_how_to_present import stage
from tests.journeys import personas, walk
from tests.journeys.client import Client
from tests.processes import ROOT, Shentu, embedded

__all__ = ["stage"]

TEST, INTEGRATE = ((ROOT / "docs" / "how-to" / name).read_text("utf-8") for name in ("test.md", "integrate.md"))
OWNER = personas.OWNER


@pytest.fixture(scope="module")
def shentu(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shentu]:
    with embedded(tmp_path_factory.mktemp("prose")) as running:
        yield running


@pytest.fixture
def visitor(shentu: Shentu) -> Iterator[Client]:
    with walk.sandbox(shentu.url) as somebody:
        yield somebody


def test_with_a_seed_codes_come_out_the_same(shentu: Shentu) -> None:
    assert "With `random_seed`, codes and passwords come out the same each time." in " ".join(TEST.split())
    anybody, passwords = Client(shentu.url), []
    for name in ("one", "two"):
        anybody.create("/sim/sandboxes", {"name": name, "random_seed": 7})
        filing = walk.file(walk.prepare(anybody.derive(sandbox=name), OWNER.credit_code, OWNER.project))
        passwords.append(filing.sms["vars"]["initial_password"])
    assert len(set(passwords)) == 1
    anybody.close()


@pytest.mark.parametrize("body", re.findall(r"`(\{\"(?:real_name_verified|profile_complete|kind)\":[^`]*\})`", TEST))
def test_more_personas(visitor: Client, body: str) -> None:
    made = visitor.call("POST", "/sim/enterprises", 201, content=body, headers={"Content-Type": "application/json"})
    if '"kind": "institution"' in body or "kind" not in body:
        walk.log_in(visitor, made["credit_code"])
        project = visitor.create("/sim/investment-projects", {"credit_code": made["credit_code"]})
        assert project["project_code"]


def test_looking_finds_a_journey_by_what_it_says(visitor: Client) -> None:
    filing = walk.file(walk.prepare(visitor, OWNER.credit_code, OWNER.project))
    number = filing.owner.get(f"/hall/applications/{filing.application_id}")["number"]
    for words in (filing.application_id, number, OWNER.projects[0][0]):
        assert [one["journey"] for one in visitor.items("/sim/journeys", q=words)] == [filing.application_id]
    assert visitor.items("/sim/journeys", status="retrying") == []
    event = walk.await_event(visitor, filing.application_id, "review.project.pushed")
    assert visitor.get(f"/sim/events/{event['id']}")["envelope"]["type"] == "review.project.pushed"
    assert filing.sms["vars"]["initial_password"] not in str(visitor.get(f"/sim/journeys/{filing.application_id}"))


def test_waiting_for_what_does_not_come(visitor: Client) -> None:
    visitor.refused(408, "wait-timeout", "GET", "/sim/wait?event=hall.application.confirmed&timeout=0.1")
    assert visitor.get("/sim/phones/13800000099/messages", wait=0.1)["items"] == []
    assert visitor.send("GET", "/sim/idle?timeout=5").status_code == 200


@pytest.mark.parametrize("phone", re.findall(r"`(138000004\d\d|13800000202)`", TEST))
def test_a_phone_that_gets_nothing(visitor: Client, phone: str) -> None:
    filing = walk.prepare(visitor, OWNER.credit_code, OWNER.project, owner={"leader_phone": phone})
    walk.confirm(filing.owner, filing.application_id, walk.code_from_phone(filing.owner, filing.application_id))
    walk.settle(visitor)
    assert visitor.items(f"/sim/phones/{phone}/messages") == []
    [text] = visitor.items("/sms/messages", to=phone)
    assert text["status"] == ("sent" if phone == "13800000202" else "failed")
    assert walk.await_event(visitor, filing.application_id, "review.project.pushed")


def test_a_service_that_is_away(stage: Shentu) -> None:
    assert "`docker compose stop review`" in TEST
    with walk.sandbox(stage.url) as visitor:
        filing = walk.prepare(visitor, OWNER.credit_code, OWNER.project)
        code = walk.code_from_phone(filing.owner, filing.application_id)
        stage["review"].stop()
        walk.confirm(filing.owner, filing.application_id, code)
        steps = visitor.get(f"/sim/journeys/{filing.application_id}")["steps"]
        assert not [
            step for step in steps if step["kind"] == "delivery" and step["name"] == "hall.application.confirmed"
        ]
        stage["review"].start().wait_ready()
        assert walk.await_event(visitor, filing.application_id, "review.project.pushed")
        walk.settle(visitor)
        assert len(visitor.items(f"/sim/phones/{filing.leader_phone}/messages")) == 1


def test_the_operators_limits(tmp_path: Path) -> None:
    assert "`SHENTU_SMS_LIMITS=true`" in TEST
    with embedded(tmp_path, SHENTU_SMS_LIMITS="true") as limited, walk.sandbox(limited.url) as visitor:
        filing = walk.prepare(visitor, OWNER.credit_code, OWNER.project)
        walk.code_from_phone(filing.owner, filing.application_id)
        ask = f"/hall/applications/{filing.application_id}/verification-code"
        again = filing.owner.send("POST", ask, json={"phone": walk.CONFIRMING_PHONE})
        walk.settle(visitor)
        texts = visitor.items("/sms/messages", to=walk.CONFIRMING_PHONE)
        assert again.status_code == 429 or [text["status"] for text in texts].count("failed") == 1


def test_a_shared_instance_is_protected(tmp_path: Path) -> None:
    with embedded(tmp_path, SHENTU_SIM_TOKEN="the-token") as protected:
        anybody = Client(protected.url)
        for path in ("/sim/sandboxes", "/sms/messages"):
            anybody.refused(401, None, "GET", path)
            assert anybody.send("GET", path, headers={"Sim-Token": "the-token"}).status_code == 200
        anybody.close()


def test_the_kill_loop_takes_what_the_page_says() -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "tests.faults.kill_loop", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for option in ("--rounds", "--engines", "--seed"):
        assert option in TEST and option in asked.stdout


def test_what_an_integrator_reads_about_forms_and_guides(visitor: Client) -> None:
    filing = walk.prepare(visitor, OWNER.credit_code, OWNER.project)
    schema = filing.owner.get("/hall/scenarios/buildings/form")
    assert schema["examples"][0]
    here = f"/hall/applications/{filing.application_id}"
    assert {"values", "missing", "example"} <= filing.owner.get(f"{here}/form").keys()
    assert {"ready", "problems", "warnings"} <= filing.owner.get(f"{here}/check").keys()
    assert {"required", "needs_seal"} <= filing.owner.get(f"{here}/materials")["items"][0].keys()
    assert filing.owner.send("GET", f"{here}/reusable").status_code == 200
    guide = visitor.get("/hall/guides/1")
    assert guide["nodes"] and guide["edges"]


def test_a_confirmation_is_repeated_safely(visitor: Client) -> None:
    assert "`POST …/confirmation` honours `Idempotency-Key`" in INTEGRATE
    filing = walk.prepare(visitor, OWNER.credit_code, OWNER.project)
    body = {"phone": walk.CONFIRMING_PHONE, "code": walk.code_from_phone(filing.owner, filing.application_id)}
    path, once = f"/hall/applications/{filing.application_id}/confirmation", {"Idempotency-Key": "once"}
    answers = [filing.owner.send("POST", path, json=body, headers=once) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200] and answers[0].json() == answers[1].json()
    walk.settle(visitor)
    assert len(visitor.items(f"/sim/phones/{filing.leader_phone}/messages")) == 1
