"""Make a scenario ready: its requests go in at the front door, one after the other, as a tester would send them."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from services.gateway.hands.hand import Hand
from services.gateway.instruments.scenarios.errors import ScenarioNotReady, ScenarioUnknown
from services.gateway.instruments.scenarios.front import Front
from services.gateway.instruments.scenarios.request import Request, request_of
from services.gateway.instruments.scenarios.scenario import Call, Scenario, scenarios
from services.gateway.instruments.scenarios.show import ReadyView, show_next, show_ready
from shared.context import current
from shared.identifiers import new_id

Known = dict[str, Any]
PHONES = ("agent", "leader", "other")


@dataclass(frozen=True, slots=True)
class Curls:
    """How requests are written for a shell: to which address, and whether the control plane is protected there."""

    origin: str
    protected: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of the preparation, and what it was answered."""

    request: str
    status: int
    answer: Any


def find(name: str) -> Scenario:
    """The one of this name, in capitals or not. Raises ScenarioUnknown."""
    found = scenarios().get(name.upper())
    if found is None:
        known = list(scenarios())
        raise ScenarioUnknown(scenario=name[:40], known=", ".join(known), extra={"scenarios": known})
    return found


async def prepare(front: Front, hand: Hand, curls: Curls, name: str) -> ReadyView:
    """In the current sandbox. Raises ScenarioUnknown, ScenarioNotReady."""
    scenario = find(name)
    known: Known = {"sandbox": current().sandbox, "phones": {name: _new_phone() for name in PHONES}}
    async with hand.does("scenario.prepared", scenario=scenario.name) as done:
        asked = None
        for call in scenario.prepare:
            asked = await _answered(front, scenario, call, known, asked)
            if call.name:
                known[call.name] = asked.answer
        journeys = list(dict.fromkeys(_journeys(known)))
        await done.began({journey: new_id() for journey in journeys})
        then = [[_request(scenario, call, known, asked) for call in calls] for calls in (scenario.next, scenario.look)]
    ready = {name: value for name, value in known.items() if name != "sandbox"}
    shown = [
        [show_next(call, request, curls.origin, curls.protected) for call, request in zip(calls, requests, strict=True)]
        for calls, requests in zip((scenario.next, scenario.look), then, strict=True)
    ]
    return show_ready(scenario, known["sandbox"], journeys, ready, *shown)


async def _answered(front: Front, scenario: Scenario, call: Call, known: Known, before: Asked | None) -> Asked:
    request = _request(scenario, call, known, before)
    asked = Asked(f"{request.method} {request.path}", *await front.send(request))
    if not 200 <= asked.status < 300:
        raise _not_ready(scenario, asked)
    return asked


def _request(scenario: Scenario, call: Call, known: Known, before: Asked | None) -> Request:
    try:
        return request_of(call, known)
    except LookupError as error:  # what was answered lacks what comes next needs: a text that never came, say
        raise _not_ready(scenario, before) from error


def _not_ready(scenario: Scenario, asked: Asked | None) -> ScenarioNotReady:
    return ScenarioNotReady(
        scenario=scenario.name, request=asked and asked.request, answered=asked and asked.status,
        extra={"request": asked and asked.request, "answer": asked and asked.answer},
    )  # fmt: skip


def _new_phone() -> str:
    """A number nobody was texted on: what comes there belongs to this preparation."""
    return f"139{secrets.randbelow(10**8):08}"


def _journeys(value: Any) -> Iterator[str]:
    """Of all applications that were built."""
    if isinstance(value, dict):
        if {"application_id", "journey"} <= value.keys():
            yield value["journey"]
        for one in value.values():
            yield from _journeys(one)
    elif isinstance(value, list):
        for one in value:
            yield from _journeys(one)
