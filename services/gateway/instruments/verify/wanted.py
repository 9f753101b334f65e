"""An expectation as it is judged: which steps are meant, how many, how soon."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.gateway.traces.rules.step import Step
from shared.values.pointer import NOWHERE, at


@dataclass(frozen=True, slots=True)
class Wanted:
    """Steps of this kind and name, and so on; at least `least` of them, at most `most`."""

    kind: str
    name: str
    service: str | None = None
    status: str | None = None
    where: tuple[tuple[str, Any], ...] = ()
    least: int = 1
    most: int | None = None
    within: float | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a step is not as it is wanted; `found` is NOWHERE where there is nothing."""

    field: str
    wanted: Any
    found: Any


@dataclass(frozen=True, slots=True)
class Candidate:
    """A step, with the document that `where` looks into: the step as JSON, and of an event its `data`."""

    step: Step
    document: Mapping[str, Any]


def differences(one: Candidate, wanted: Wanted) -> list[Difference]:
    """None when it is what is wanted."""
    step = one.step
    pairs = [("kind", wanted.kind, step.kind), ("service", wanted.service, step.service),
             ("status", wanted.status, step.status)]  # fmt: skip
    found = [Difference(field, asked, is_) for field, asked, is_ in pairs if asked is not None and asked != is_]
    if not is_called(step, wanted.name):
        found.insert(0, Difference("name", wanted.name, step.name))
    for pointer, value in wanted.where:
        there = at(one.document, pointer)
        if there is NOWHERE or there != value or isinstance(there, bool) != isinstance(value, bool):
            found.append(Difference(pointer, value, there))
    return found


def is_called(step: Step, name: str) -> bool:
    """A text is called by its template's id, its name or both."""
    return name == step.name or (step.kind == "message" and name in step.name.split(" "))
