"""Many testers on one instance, none of whom sees another."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.journeys import walk
from tests.journeys.client import Client
from tests.journeys.personas import OWNER, PASSWORD, RETURNING

CROWD, ON_ENGINES = 30, 12
"""On a few cores four processes and two engines take a minute for thirty; `walk.py --sandboxes 30` sends them."""


def walk_and_look(base_url: str) -> None:
    """One whole journey; afterwards the sandbox holds this journey and nothing else."""
    with walk.sandbox(base_url) as visitor:
        done = walk.walk(visitor)
        assert done["status"] == "submitted"

        owner = walk.log_in(visitor, OWNER.credit_code)
        application = owner.items("/hall/applications")
        assert [item["id"] for item in application] == [done["journey"]] or len(application) == 1
        assert {journey["journey"] for journey in visitor.items("/sim/journeys")} >= {done["journey"]}

        events = visitor.items("/sim/events", limit=200)
        pushed = [event for event in events if event["type"] == "review.project.pushed"]
        assert len(pushed) == 1
        assert {event["sandbox"] for event in events} == {visitor.sandbox}
        assert {event["journey"] for event in events if event["type"].startswith("hall.")} == {done["journey"]}

        texts = visitor.items("/sms/messages", limit=200)
        assert sum("account" in message["vars"] for message in texts) == 1
        assert visitor.get(f"/sim/journeys/{done['journey']}")["sandbox"] == visitor.sandbox


def test_many_sandboxes_walk_at_once(base_url: str, request: pytest.FixtureRequest) -> None:
    crowd = ON_ENGINES if request.node.callspec.params["base_url"] == "engines" else CROWD
    with ThreadPoolExecutor(crowd) as pool:
        for finished in [pool.submit(walk_and_look, base_url) for _ in range(crowd)]:
            finished.result()


def test_a_sandbox_comes_and_goes(base_url: str) -> None:
    anyone = Client(base_url)
    with walk.sandbox(base_url, "tester-1") as visitor:
        assert visitor.sandbox == "tester-1"
        assert "tester-1" in {item["name"] for item in anyone.items("/sim/sandboxes")}
        anyone.refused(409, None, "POST", "/sim/sandboxes", json={"name": "tester-1"})
        walk.prepare(visitor)
    visitor = anyone.derive(sandbox="tester-1")
    visitor.headers["Sim-Sandbox"] = "tester-1"
    visitor.refused(404, "sandbox-unknown", "GET", "/sim/events")
    with walk.sandbox(base_url, "tester-1") as again:
        owner = walk.log_in(again, OWNER.credit_code)
        assert owner.items("/hall/projects") == []
    anyone.close()


def test_the_token_of_a_deleted_sandbox_opens_nothing(base_url: str) -> None:
    with walk.sandbox(base_url) as visitor:
        owner = walk.log_in(visitor, OWNER.credit_code)
    anyone = Client(base_url)
    orphan = Client(base_url, http=anyone.http)
    orphan.headers = dict(owner.headers)
    orphan.refused(404, "sandbox-unknown", "GET", "/hall/projects")
    anyone.close()


def test_reset_brings_back_the_beginning(visitor: Client) -> None:
    walk.file(walk.prepare(visitor))
    visitor.call("POST", "/sim/reset")
    assert visitor.items("/sms/messages") == [] and visitor.items("/sim/events") == []
    owner = walk.log_in(visitor, OWNER.credit_code)
    assert owner.items("/hall/projects") == []
    walk.file(walk.prepare(visitor))


@pytest.mark.parametrize("ending", ["reset", "made anew"])
def test_logins_end_with_the_life_of_their_sandbox(base_url: str, ending: str) -> None:
    """The city's and the province's: whoever logs in again is in, whoever does not is out."""
    with walk.sandbox(base_url) as visitor:
        before = _everybody(visitor)
        if ending == "reset":
            visitor.call("POST", "/sim/reset")
        else:
            visitor.call("DELETE", f"/sim/sandboxes/{visitor.sandbox}")
            Client(base_url, http=visitor.http).create("/sim/sandboxes", {"name": visitor.sandbox})
        for person, paths in before:
            for path in paths:
                person.refused(401, "token-outlived", "GET", path)
        for person, paths in _everybody(visitor):
            for path in paths:
                person.get(path)


def _everybody(visitor: Client) -> list[tuple[Client, list[str]]]:
    owner = walk.log_in(visitor, OWNER.credit_code)
    token = visitor.post("/review/login", {"account": RETURNING.credit_code, "password": PASSWORD})["access_token"]
    return [
        (owner, ["/hall/projects", "/hall/scenarios", "/hall/scenarios/buildings/form", "/portal/account"]),
        (visitor.derive(token=token), ["/review/projects", "/review/agencies"]),
    ]


@pytest.mark.parametrize("waits", ["/sim/wait?journey=nobody&timeout=40", "/sim/phones/13800000001/messages?wait=40"])
@pytest.mark.parametrize("ending", ["reset", "gone"])
def test_who_waits_is_told(base_url: str, waits: str, ending: str) -> None:
    """At once, not when its patience ends."""
    refusal = (409, "sandbox-reset") if ending == "reset" else (404, "sandbox-unknown")
    with walk.sandbox(base_url) as visitor, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(visitor.derive().refused, *refusal, "GET", waits)
        time.sleep(1)
        assert not waiting.done()
        if ending == "reset":
            visitor.call("POST", "/sim/reset")
        else:
            visitor.call("DELETE", f"/sim/sandboxes/{visitor.sandbox}")
        waiting.result()
