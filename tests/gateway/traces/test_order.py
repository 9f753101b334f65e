"""Causes before effects, whatever the clocks of the machines say."""

import random

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.traces.rules.grouping import steps_of
from services.gateway.traces.rules.order import in_causal_order
from services.gateway.traces.rules.step import Step
from tests.gateway.traces.journals import START, confirmed_with_a_retry

EXPECTED = ["R", "hall:1", "E1", "E1/review", "review:4", "E2", "E2/sms", "sms:2"]


@given(st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_who_answered_first(shuffle: random.Random) -> None:
    lines = confirmed_with_a_retry()
    shuffle.shuffle(lines)
    assert [step.id for step in in_causal_order(steps_of(lines))] == EXPECTED


def test_a_machine_whose_clock_is_behind_cannot_put_an_effect_first() -> None:
    lines = [
        entry.model_copy(update={"recorded_at": entry.recorded_at.replace(year=2020)})
        if entry.service == "sms"
        else entry
        for entry in confirmed_with_a_retry()
    ]
    order = [step.id for step in in_causal_order(steps_of(lines))]
    assert order.index("E2") < order.index("E2/sms") < order.index("sms:2")


def test_equal_times_are_settled_by_causation() -> None:
    lines = [entry.model_copy(update={"recorded_at": START}) for entry in confirmed_with_a_retry()]
    order = [step.id for step in in_causal_order(steps_of(lines))]
    assert order == EXPECTED


def test_a_circle_is_cut_and_a_missing_cause_does_not_matter() -> None:
    def step(id_: str, cause: str) -> Step:
        return Step(
            id=id_, at=START, recorded_at=START, kind="state", service="hall", name="x", status="y", caused_by=cause
        )

    assert {one.id for one in in_causal_order([step("a", "b"), step("b", "a"), step("c", "gone"), step("d", "d")])} == {
        *"abcd"
    }
