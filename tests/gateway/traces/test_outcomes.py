"""Events are judged by their deliveries."""

from services.gateway.traces.rules.grouping import steps_of
from services.gateway.traces.rules.outcomes import with_outcomes
from tests.gateway.traces.journals import CONFIRMED, PUSHED, confirmed_with_a_retry

SUBSCRIBERS = {CONFIRMED: ["review"], PUSHED: ["sms"]}


def outcomes(lines: int | None = None) -> dict[str, str]:
    steps = with_outcomes(steps_of(confirmed_with_a_retry()[:lines]), SUBSCRIBERS)
    return {step.id: step.status for step in steps if step.kind == "event"}


def test_handled_by_all_is_handled() -> None:
    assert outcomes() == {"E1": "handled", "E2": "handled"}


def test_on_the_way() -> None:
    assert outcomes(3) == {"E1": "emitted"}
    assert outcomes(4) == {"E1": "published"}
    assert outcomes(7) == {"E1": "retrying"}


def test_what_nobody_subscribed_to_is_done_once_it_is_out() -> None:
    steps = with_outcomes(steps_of(confirmed_with_a_retry()[2:4]), {})
    assert [step.status for step in steps] == ["handled"]
