"""Where an expectation fails, the step that comes closest is named: most often a slip of the pen."""

from typing import Any

from services.gateway.instruments.verify.judging import Steps
from services.gateway.instruments.verify.wanted import Candidate, Wanted
from services.gateway.traces.rules.step import Step
from shared.instruments.contract.journal import Kind
from tests.gateway.traces.journals import CONFIRMED, PUSHED, START


def there(name: str, kind: Kind = "event", service: str = "review", **data: Any) -> Candidate:
    step = Step(id=name, at=START, recorded_at=START, kind=kind, service=service, name=name, status="handled")
    return Candidate(step, {"data": data})


def closest(wanted: Wanted, *steps: Candidate) -> str | None:
    step, _ = Steps(steps).closest(wanted)
    return None if step is None else f"{step.kind} {step.name}"


def test_a_slip_in_the_name_is_closer_than_the_right_name_of_another_kind() -> None:
    wanted = Wanted("delivery", PUSHED)
    slip = there("review.project.pusht", "delivery")
    assert closest(wanted, there(PUSHED), slip) == "delivery review.project.pusht"
    assert closest(wanted, there(PUSHED), there("sms.message.failed", "delivery")) == f"event {PUSHED}"


def test_of_other_names_the_one_most_like_it() -> None:
    others = [there(CONFIRMED), there("review.project.submitted"), there("sms.message.failed")]
    assert closest(Wanted("event", "review.project.submited"), *others) == "event review.project.submitted"


def test_of_the_same_name_the_one_that_differs_in_least() -> None:
    wanted = Wanted("event", PUSHED, where=(("/data/a", 1), ("/data/b", 2)))
    first, second = there(PUSHED, a=0, b=0), there(PUSHED, a=1, b=0)
    step, differs = Steps([first, second]).closest(wanted)
    assert step is second.step and [(one.field, one.found) for one in differs] == [("/data/b", 0)]


def test_where_nothing_is_alike_nothing_is_closest() -> None:
    assert closest(Wanted("control", "clock.set"), there(PUSHED)) is None
