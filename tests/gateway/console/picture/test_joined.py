"""A row has what belongs together: a request with its states; each try where it happened."""

from hypothesis import given

from services.gateway.console.picture.joined import joined
from services.gateway.console.picture.tries import each_try
from services.gateway.traces.rules.step import Step
from tests.gateway.console.picture.journeys import (
    at,
    confirmed,
    journeys,
    relaxed,
    request,
    retried,
    state,
    step,
    tried,
)


def test_requests_and_deliveries_take_the_states_they_caused() -> None:
    shapes = joined(confirmed())
    assert [(shape.step.id, [one.id for one in shape.states]) for shape in shapes] == [
        ("R", ["hall:1"]), ("E1", []), ("E1/review", ["review:1"]), ("E2", []), ("E2/sms", []), ("sms:1", []),
    ]  # fmt: skip


def test_a_state_stands_alone_until_its_cause_is_known() -> None:
    alone = state("hall:9", "form", "saved", cause="late")
    assert [shape.step.id for shape in joined([alone])] == ["hall:9"]
    late = request("late", "PUT /hall/applications/{…}/form")
    assert [shape.step.id for shape in joined([late, alone])] == ["late"]


@relaxed
@given(journeys())
def test_every_step_is_in_exactly_one_row(steps: list[Step]) -> None:
    shown = [one.id for shape in joined(steps) for one in shape.steps]
    assert sorted(shown) == sorted(one.id for one in steps)


def test_tries_stand_where_they_happened_and_before_what_they_led_to() -> None:
    rows = [(row.step.id, row.number) for row in each_try(joined(retried()))]
    assert rows == [
        ("R", None), ("E1", None), ("E1/review", 1), ("other", None), ("E1/review", 2), ("E1/review", 3),
    ]  # fmt: skip
    last = each_try(joined(retried()))[-1]
    assert [one.id for one in last.states] == ["review:1"]
    assert last.took_ms == 2 and last.began == at(4_998)


def test_a_clock_that_is_behind_puts_no_effect_before_its_try() -> None:
    early = step("E2", "event", "review.project.pushed", "handled", 2_000, service="review", caused_by="E1/review")
    rows = each_try(joined([*retried(), early]))
    assert rows[-1].step.id == "E2" and rows[-2].number == 3


def test_copies_that_were_put_aside_have_a_row() -> None:
    rows = each_try(joined(retried(copies=2)))
    assert [(row.step.id, row.copies) for row in rows][-1] == ("E1/review", 2)
    only = step("E9/sms", "delivery", "x", "duplicate", service="sms", detail={"duplicates": 1})
    assert [(row.copies, row.number) for row in each_try(joined([only]))] == [(1, None)]


def test_what_was_tried_once_is_one_row() -> None:
    rows = each_try(joined(confirmed()))
    assert [row.number for row in rows] == [None] * 6
    returned = (tried("returned", 2, "nobody"), tried("confirmed", 9, took=1))
    event = step("E", "event", "x", "published", 0, tries=returned)
    assert [row.number for row in each_try(joined([event]))] == [1, 2]


@relaxed
@given(journeys())
def test_no_try_and_no_state_is_lost(steps: list[Step]) -> None:
    rows = each_try(joined(steps))
    tries = {(row.step.id, row.number) for row in rows if row.number and not row.copies}
    for one in steps:
        if one.kind == "delivery" and any(attempt.status == "failed" for attempt in one.tries):
            assert {(one.id, number) for number in range(1, len(one.tries) + 1)} <= tries
    shown = [state.id for row in rows for state in row.states]
    assert sorted(shown) == sorted(state.id for shape in joined(steps) for state in shape.states)
