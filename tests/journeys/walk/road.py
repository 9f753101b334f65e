"""The whole road in a sandbox of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.journeys.client import Client, Json
from tests.journeys.personas import OWNER, Persona
from tests.journeys.walk.filing import file, journey_of, prepare
from tests.journeys.walk.review import open_account, submit_for_review
from tests.journeys.walk.waiting import settle


@contextmanager
def sandbox(base_url: str, name: str | None = None) -> Iterator[Client]:
    """A visitor in a sandbox of its own, deleted afterwards."""
    anyone = Client(base_url)
    made = anyone.create("/sim/sandboxes", {"name": name} if name else {})["name"]
    visitor = anyone.derive(sandbox=made)
    try:
        yield visitor
    finally:
        anyone.send("DELETE", f"/sim/sandboxes/{made}")
        anyone.close()


def walk(visitor: Client, persona: Persona = OWNER, scenario: str = "buildings", **sections: Any) -> Json:
    """The whole road for one persona with a new platform account."""
    filing = file(prepare(visitor, persona.credit_code, persona.project, scenario, **sections))
    owner = open_account(visitor, filing.sms)
    submitted = submit_for_review(visitor, owner, filing.application_id)
    settle(visitor)
    return submitted | {"journey": journey_of(filing), "sms": filing.sms["text"]}
