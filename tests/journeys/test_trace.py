"""The journey is the unit: one id, and the whole story under it."""

import re

import pytest

from tests.journeys import walk
from tests.journeys.client import Client, Json
from tests.journeys.personas import DESIGN_UNIT, INCOMPLETE, OWNER, SURVEY_UNIT

KINDS = {"request", "state", "event", "delivery", "message"}


@pytest.fixture
def filing(visitor: Client) -> walk.Filing:
    filing = walk.file(walk.prepare(visitor))
    walk.settle(visitor)
    return filing


def steps(filing: walk.Filing, kind: str) -> list[Json]:
    trace = filing.owner.get(f"/sim/journeys/{walk.journey_of(filing)}")
    return [step for step in trace["steps"] if step["kind"] == kind]


def assert_causes_come_first(steps: list[Json]) -> None:
    """A story is told in the order in which one thing led to another."""
    told: set[str] = set()
    for step in steps:
        known = {cause for cause in [step["caused_by"]] if cause in {other["id"] for other in steps}}
        assert known <= told, step
        told.add(step["id"])


def test_the_trace_holds_the_whole_story(visitor: Client, filing: walk.Filing) -> None:
    trace = visitor.get(f"/sim/journeys/{walk.journey_of(filing)}")
    assert trace["journey"] == walk.journey_of(filing) and trace["sandbox"] == visitor.sandbox
    assert {step["kind"] for step in trace["steps"]} == KINDS
    for step in trace["steps"]:
        assert set(step) >= {"at", "kind", "service", "name", "status", "caused_by"}, step
    assert_causes_come_first(trace["steps"])
    assert {step["service"] for step in trace["steps"]} >= {"hall", "review", "sms"}
    events = {step["name"] for step in steps(filing, "event")}
    assert events >= {
        "hall.phone_code.issued",
        "hall.application.confirmed",
        "review.project.pushed",
        "sms.message.delivered",
    }
    requests = " ".join(step["name"] for step in steps(filing, "request"))
    assert "/hall/applications" in requests and "confirmation" in requests and "verification-code" in requests
    assert "confirmed" in {step["status"] for step in steps(filing, "state")}


def test_requests_tell_who_asked(visitor: Client, filing: walk.Filing) -> None:
    actors = {(step["actor"] or {}).get("account") for step in steps(filing, "request")}
    assert actors == {OWNER.credit_code}
    assert {step["actor"]["role"] for step in steps(filing, "request")} == {"owner"}
    walk.submit_for_review(visitor, walk.open_account(visitor, filing.sms), filing.application_id)
    actors = {(step["actor"]["role"], step["actor"]["account"]) for step in steps(filing, "request") if step["actor"]}
    assert actors == {("owner", OWNER.credit_code), ("design", DESIGN_UNIT), ("survey", SURVEY_UNIT)}


def test_what_belongs_to_no_journey_is_listed_too(visitor: Client) -> None:
    """A login, a link that was refused, the blank page: the trace of no application tells of them."""
    owner = walk.log_in(visitor, OWNER.credit_code)
    wrong = {"project_code": OWNER.project[0], "project_name": "错的名称"}
    owner.refused(422, None, "POST", "/hall/projects/link", json=wrong)
    walk.log_in(visitor, INCOMPLETE.credit_code).refused(403, "account-incomplete", "GET", "/hall/projects")
    asked = visitor.items("/sim/requests", journey="none")
    told = [(one["name"], one["status"], (one["actor"] or {}).get("account")) for one in reversed(asked)]
    assert told == [
        ("POST /portal/login", "200", None),
        ("POST /hall/projects/link", "422", OWNER.credit_code),
        ("POST /portal/login", "200", None),
        ("GET /hall/projects", "403", INCOMPLETE.credit_code),
    ]
    assert [one["name"] for one in visitor.items("/sim/requests", journey="none", status="403", path="/hall/*")] == [
        "GET /hall/projects"
    ]
    page = visitor.get("/sim/requests", journey="none", limit=3)
    rest = visitor.get("/sim/requests", journey="none", limit=3, cursor=page["next_cursor"])
    assert [one["id"] for one in page["items"] + rest["items"]] == [one["id"] for one in asked]


def test_deliveries_tell_their_attempts_and_causes(filing: walk.Filing) -> None:
    deliveries = steps(filing, "delivery")
    assert {step["service"] for step in deliveries} >= {"review", "sms"}
    assert all(step["attempts"] for step in deliveries), deliveries
    assert all(step["caused_by"] for step in deliveries), deliveries


def test_the_trace_as_text_and_as_a_picture(visitor: Client, filing: walk.Filing) -> None:
    path = f"/sim/journeys/{walk.journey_of(filing)}"
    text = visitor.send("GET", path, params={"format": "text"})
    assert text.headers["content-type"].startswith("text/plain")
    picture = visitor.send("GET", path, params={"format": "mermaid"})
    assert picture.text.lstrip().startswith("sequenceDiagram")
    for name in ("hall.application.confirmed", "review.project.pushed"):
        assert name in text.text and name in picture.text


def test_secrets_stay_on_the_phone(visitor: Client, filing: walk.Filing) -> None:
    """Passwords, codes and whole phone numbers are in nobody's journal."""
    password = filing.sms["vars"]["initial_password"]
    codes = [
        message["vars"]["code"]
        for message in visitor.items(f"/sim/phones/{walk.CONFIRMING_PHONE}/messages")
        if "code" in message["vars"]
    ]
    journey = walk.journey_of(filing)
    shown = [visitor.send("GET", f"/sim/journeys/{journey}").text, visitor.send("GET", "/sim/events").text]
    shown += [visitor.send("GET", f"/sim/journeys/{journey}?format={form}").text for form in ("text", "mermaid")]
    shown += [visitor.send("GET", f"/sim/events/{event['id']}").text for event in visitor.items("/sim/events")]
    for text in shown:
        assert password not in text
        assert filing.leader_phone not in text and walk.CONFIRMING_PHONE not in text
        for code in codes:
            assert not re.search(rf"(?<![\w.:-]){code}(?![\w.:-])", text), code


def test_an_event_shows_its_envelope_and_every_consumer(visitor: Client, filing: walk.Filing) -> None:
    found = visitor.items("/sim/events", type="hall.application.confirmed", journey=walk.journey_of(filing))
    assert len(found) == 1
    event = visitor.get(f"/sim/events/{found[0]['id']}")
    envelope = event["envelope"]
    assert envelope["specversion"] == "1.0" and envelope["type"] == "hall.application.confirmed"
    assert envelope["source"] == "/hall" and envelope["subject"] == filing.application_id
    assert envelope["journey"] == walk.journey_of(filing) and envelope["sandbox"] == visitor.sandbox
    assert "review" in str(event["deliveries"])


def test_a_refusal_leaves_a_trace(visitor: Client) -> None:
    filing = walk.prepare(visitor)
    body = {"phone": walk.CONFIRMING_PHONE, "code": "000000"}
    refusal = filing.owner.send("POST", f"{filing.path}/confirmation", json=body)
    assert refusal.headers["Sim-Journey"] == walk.journey_of(filing)
    found = [step for step in steps(filing, "request") if "confirmation" in step["name"]]
    assert found and str(refusal.status_code) in str(found[0]["status"]), found


def test_journeys_are_found(visitor: Client, filing: walk.Filing) -> None:
    journey = walk.journey_of(filing)
    assert journey in {item["journey"] for item in visitor.items("/sim/journeys")}
    number = filing.owner.get(filing.path)["number"]
    for word in (journey, number, "2403-410105-04-01-123456"):
        assert journey in {item["journey"] for item in visitor.items("/sim/journeys", q=word)}, word
    assert visitor.items("/sim/journeys", q="nothing-like-this") == []


def test_waiting_in_vain_tells_what_did_happen(visitor: Client, filing: walk.Filing) -> None:
    journey = walk.journey_of(filing)
    problem = visitor.refused(
        408, "wait-timeout", "GET", f"/sim/wait?journey={journey}&event=review.project.submitted&timeout=0.2"
    )
    assert "review.project.pushed" in str(problem)


def test_waiting_for_what_happened_already(visitor: Client, filing: walk.Filing) -> None:
    walk.await_event(visitor, walk.journey_of(filing), "review.project.pushed", timeout=0.1)


@pytest.mark.parametrize("query", ["", "timeout=5", "journey=x&timeout=-1", "journey=x&event=y&timeout=forever"])
def test_waiting_for_nonsense(visitor: Client, query: str) -> None:
    visitor.refused(422, "request-invalid", "GET", f"/sim/wait?{query}")


def test_idle_is_said_when_nothing_is_in_flight(visitor: Client) -> None:
    filing = walk.prepare(visitor)
    code = walk.code_from_phone(filing.owner, filing.application_id)
    walk.confirm(filing.owner, filing.application_id, code)
    visitor.get("/sim/idle", timeout=30)
    messages = visitor.items(f"/sim/phones/{filing.leader_phone}/messages")
    assert [message["vars"]["account"] for message in messages if "account" in message["vars"]] == [OWNER.credit_code]
