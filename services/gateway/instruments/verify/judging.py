"""Judging steps by expectations: pure functions, no clock, no network."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from difflib import SequenceMatcher
from typing import Literal

from services.gateway.instruments.verify.wanted import Candidate, Difference, Wanted, differences, is_called
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


class Steps:
    """All that is judged, in its order, and the places of each kind in it: there are many steps and expectations."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.all = candidates
        self._places: dict[str, list[int]] = {}
        for place, one in enumerate(candidates):
            self._places.setdefault(one.step.kind, []).append(place)

    @property
    def first(self) -> Step | None:
        """Where it began."""
        return self.all[0].step if self.all else None

    def matching(self, wanted: Wanted) -> list[tuple[int, Step]]:
        """What is as wanted, and where it stands."""
        mine = ((place, self.all[place]) for place in self._places.get(wanted.kind, ()))
        return [(place, one.step) for place, one in mine if is_called(one.step, wanted.name)
                and not differences(one, wanted)]  # fmt: skip

    def closest(self, wanted: Wanted) -> tuple[Step | None, tuple[Difference, ...]]:
        """The step that differs least, and in what; None where nothing is alike."""
        alike = (one for one in self.all if one.step.kind == wanted.kind or one.step.name == wanted.name)
        near = [(differs, one.step) for one in alike if (differs := differences(one, wanted))]
        if not near:
            return None, ()
        unlike = {name: _unlike(name, wanted.name) for name in {step.name for _, step in near}}
        differs, step = min(near, key=lambda pair: _distance(pair[0], unlike[pair[1].name]))
        return step, tuple(differs)


def judge(steps: Steps, expected: Sequence[Wanted], in_order: bool) -> list[Judged]:
    """Each expectation by itself; in order, each after the one before it."""
    reading = _Reading()
    return [_judge(steps, wanted, reading, in_order) for wanted in expected]


def judge_absent(steps: Steps, absent: Sequence[Wanted]) -> list[Judged]:
    """None of these must be there."""
    judged = []
    for wanted in absent:
        found = tuple(step for _, step in steps.matching(wanted))
        judged.append(Judged(wanted, "there" if found else "found", found))
    return judged


def explained(judged: Judged, steps: Steps) -> Judged:
    """What lacks, with the step that comes closest: looked for once, when nothing more is waited for."""
    if judged.verdict not in ("missing", "too-few"):
        return judged
    closest, differs = steps.closest(judged.wanted)
    return replace(judged, closest=closest, differs=differs)


def _judge(steps: Steps, wanted: Wanted, reading: _Reading, in_order: bool) -> Judged:
    matching = steps.matching(wanted)
    later = [(place, step) for place, step in matching if place > reading.index] if in_order else matching
    found = tuple(step for _, step in later)
    before = reading.step
    if in_order and later:
        reading.index, reading.step = later[max(wanted.least, 1) - 1 if len(later) >= wanted.least else -1]
    if len(found) < wanted.least:
        if matching and not later:
            return Judged(wanted, "out-of-order", tuple(step for _, step in matching), after=before)
        return Judged(wanted, "too-few" if found else "missing", found, after=before)
    if wanted.most is not None and len(found) > wanted.most:
        return Judged(wanted, "too-many", found)
    took = _took(found, before if in_order else steps.first, wanted)
    if wanted.within is not None and took is not None and took > wanted.within:
        return Judged(wanted, "too-late", found, after=before, took=took)
    return Judged(wanted, "found", found, took=took)


def _took(found: Sequence[Step], since: Step | None, wanted: Wanted) -> float | None:
    """Seconds of the sandbox's clock until there were enough."""
    if since is None or not found or wanted.within is None:
        return None
    return (found[max(wanted.least, 1) - 1].at - since.at) / timedelta(seconds=1)


def _unlike(name: str, wanted: str) -> float:
    return 1 - SequenceMatcher(None, name, wanted, autojunk=False).ratio()


def _distance(differs: Sequence[Difference], unlike: float) -> float:
    weights = {"name": 2 + 4 * unlike, "kind": 3.0, "service": 1.5}
    return sum(weights.get(one.field, 1.0) for one in differs)
