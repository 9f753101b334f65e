"""What a step is coloured as, and what a reader must see."""

import pytest

from services.gateway.console.picture.judging import classes_of, classes_of_try, fails
from services.gateway.traces.rules.step import Step
from tests.gateway.console.picture.journeys import confirmed, request, retried, step, tried

SAID = [
    (request("A", "POST /a"), ("http",), False),
    (request("A", "POST /a", status="409"), ("http", "refused"), True),
    (request("A", "POST /a", status="503"), ("http", "dead"), True),
    (request("A", "POST /a", status="dropped"), ("http", "dead"), True),
    (request("A", "POST /a", fault="f1"), ("http", "faulted"), True),
    (step("E", "event", "x", "dead"), ("event",), True),
    (step("E", "event", "x", "emitted", tries=(tried("returned", 1),)), ("event", "retry"), True),
    (step("D", "delivery", "x", "handled"), ("event",), False),
    (step("D", "delivery", "x", "dead"), ("event", "dead"), True),
    (step("D", "delivery", "x", "retrying"), ("event", "retry"), True),
    (step("D", "delivery", "x", "duplicate"), ("event", "duplicate"), False),
    (step("D", "delivery", "x", "faulted", fault="f1"), ("event", "faulted"), True),
    (step("M", "message", "T3", "delivered"), ("message",), False),
    (step("M", "message", "T3", "failed"), ("message", "dead"), True),
    (step("S", "state", "form", "saved"), ("state",), False),
    (step("C", "control", "clock", "moved"), ("control",), False),
]


@pytest.mark.parametrize(("one", "classes", "failing"), SAID)
def test_colours(one: Step, classes: tuple[str, ...], failing: bool) -> None:
    assert (classes_of(one), fails(one)) == (classes, failing)


def test_a_try_is_a_retry_until_it_was_the_last_one() -> None:
    dead = retried("dead")[3]
    assert [classes_of_try(dead, one)[-1] for one in dead.tries] == ["retry", "retry", "dead"]
    handled = retried()[3]
    assert [classes_of_try(handled, one)[-1] for one in handled.tries] == ["retry", "retry", "event"]
    assert fails(handled), "it went well in the end, and somebody should still see that it had to be tried again"


def test_a_step_is_read_from_json_with_what_is_not_known_left_out() -> None:
    one = Step.model_validate_json(
        '{"id": "hall:1", "at": "2026-05-18T09:00:00+08:00", "recorded_at": "2026-05-18T09:00:00+08:00", "kind": '
        '"state", "service": "hall", "name": "form", "status": "saved", "from": "draft", "tomorrow": 1}'
    )
    assert one.previous == "draft"
    assert Step.model_validate(confirmed()[1]).previous == "draft"
