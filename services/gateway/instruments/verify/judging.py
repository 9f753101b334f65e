"""Judging steps by expectations: pure functions, no clock, no network."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from difflib import SequenceMatcher
from typing import Literal

from services.gateway.instruments.verify.wanted import Candidate, Difference, Wanted, differences
from services.gateway.traces.rules.step import Step

Verdict = Literal["found", "missing", "too-few", "too-many", "out-of-order", "too-late", "there"]


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of an expectation: the steps that are meant, or the `closest` and where it differs."""

    wanted: Wanted
    verdict: Verdict
    steps: tuple[Step, ...] = ()
    closest: Step | None = None
    differs: tuple[Difference, ...] = ()
    after: Step | None = None
    took: float | None = None

    @property
    def passed(self) -> bool:
        """Whether it is as expected."""
        return self.verdict == "found"


@dataclass(slots=True)
class _Reading:
    """How far an ordered reading has come."""

    index: int = -1
    step: Step | None = None
    used: list[int] = field(default_factory=list)


def judge(steps: Sequence[Candidate], expected: Sequence[Wanted], in_order: bool) -> list[Judged]:
    """Each expectation by itself; in order, each after the one before it."""
    reading = _Reading()
    return [_judge(steps, wanted, reading, in_order) for wanted in expected]


def judge_absent(steps: Sequence[Candidate], absent: Sequence[Wanted]) -> list[Judged]:
    """None of these must be there."""
    judged = []
    for wanted in absent:
        found = tuple(one.step for one in steps if not differences(one, wanted))
        judged.append(Judged(wanted, "there" if found else "found", found))
    return judged


def _judge(steps: Sequence[Candidate], wanted: Wanted, reading: _Reading, in_order: bool) -> Judged:
    matching = [(place, one.step) for place, one in enumerate(steps) if not differences(one, wanted)]
    later = [(place, step) for place, step in matching if place > reading.index] if in_order else matching
    found = tuple(step for _, step in later)
    before, first = reading.step, steps[0].step if steps else None
    if in_order and later:
        reading.index, reading.step = later[max(wanted.least, 1) - 1 if len(later) >= wanted.least else -1]
    if len(found) < wanted.least:
        if matching and not later:
            return Judged(wanted, "out-of-order", tuple(step for _, step in matching), after=before)
        closest, differs = closest_to(steps, wanted)
        return Judged(wanted, "too-few" if found else "missing", found, closest, differs, after=before)
    if wanted.most is not None and len(found) > wanted.most:
        return Judged(wanted, "too-many", found)
    took = _took(found, before if in_order else first, wanted)
    if wanted.within is not None and took is not None and took > wanted.within:
        return Judged(wanted, "too-late", found, after=before, took=took)
    return Judged(wanted, "found", found, took=took)


def _took(found: Sequence[Step], since: Step | None, wanted: Wanted) -> float | None:
    """Seconds of the sandbox's clock until there were enough."""
    if since is None or not found or wanted.within is None:
        return None
    return (found[max(wanted.least, 1) - 1].at - since.at) / timedelta(seconds=1)


def closest_to(steps: Sequence[Candidate], wanted: Wanted) -> tuple[Step | None, tuple[Difference, ...]]:
    """The step that differs least, and in what; None where nothing is alike."""
    near = [(differs, one.step) for one in steps if (differs := differences(one, wanted))]
    if not near:
        return None, ()
    differs, step = min(near, key=lambda pair: _distance(pair[0], pair[1], wanted))
    alike = step.kind == wanted.kind or step.name == wanted.name
    return (step, tuple(differs)) if alike else (None, ())


def _distance(differs: Sequence[Difference], step: Step, wanted: Wanted) -> float:
    unlike = 1 - SequenceMatcher(None, step.name, wanted.name, autojunk=False).ratio()
    weights = {"name": 2 + 4 * unlike, "kind": 3.0, "service": 1.5}
    return sum(weights.get(one.field, 1.0) for one in differs)
