"""Idle time is cut out and its length said."""

from datetime import timedelta

from hypothesis import given

from services.gateway.console.picture.gaps import Gap, idle_times, with_gaps
from services.gateway.console.picture.joined import joined
from services.gateway.console.picture.runs import Run, folded
from services.gateway.console.picture.shape import Shape
from services.gateway.console.picture.tries import each_try
from services.gateway.traces.rules.step import Step
from tests.gateway.console.picture.journeys import at, journeys, relaxed, request, retried, upload


def told(rows: list[Shape | Run | Gap]) -> list[str | float]:
    return [row.ms if isinstance(row, Gap) else row.step.id for row in rows]


def test_more_than_a_tenth_of_a_second_is_a_row() -> None:
    steps = [request("A", "POST /a", 0, took=10), request("B", "POST /a", 110), request("C", "POST /a", 216)]
    assert told(with_gaps(joined(steps))) == ["A", "B", 101, "C"]


def test_a_long_request_is_no_idle_time() -> None:
    steps = [request("A", "POST /a", 0, took=900), request("B", "POST /a", 950)]
    assert told(with_gaps(joined(steps))) == ["A", "B"]


def test_the_pause_between_tries_is_idle_time() -> None:
    assert told(with_gaps(each_try(joined(retried())))) == [
        "R", "E1", "E1/review", 490, "other", 505, "E1/review", 3_988, "E1/review",
    ]  # fmt: skip


def test_idle_time_inside_a_closed_run_is_not_shown_until_it_is_opened() -> None:
    shapes = joined([one for number in range(3) for one in upload(number, number * 300)])
    assert [type(row) for row in with_gaps(folded(shapes))] == [Run]
    assert told(with_gaps(folded(shapes, opened=["U0"]))) == ["U0", "U0", 295, "U1", 295, "U2"]


def test_a_clock_that_was_moved_is_a_row_and_one_that_stands_still_is_said() -> None:
    day = timedelta(days=1)
    moved = [request("A", "POST /a", 0), request("B", "POST /a", 20, at=at(20) + day)]
    [_, gap, _] = with_gaps(joined(moved))
    assert isinstance(gap, Gap) and gap.ms == 15 and gap.virtual_ms == day / timedelta(milliseconds=1) + 20
    still = [request("A", "POST /a", 0), request("B", "POST /a", 5_000, at=at(0))]
    [_, gap, _] = with_gaps(joined(still))
    assert isinstance(gap, Gap) and (gap.ms, gap.virtual_ms) == (4_995, 0)


@relaxed
@given(journeys())
def test_nothing_happens_in_idle_times_and_no_row_is_lost(steps: list[Step]) -> None:
    shapes = each_try(joined(steps))
    for began, ended in idle_times(shapes):
        assert ended - began > timedelta(milliseconds=100)
        assert not any(shape.began < ended and shape.ended > began for shape in shapes)
    assert [row for row in with_gaps(shapes) if not isinstance(row, Gap)] == shapes
