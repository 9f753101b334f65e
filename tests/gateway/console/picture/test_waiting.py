"""Waiting told from handling, and a scale on which idle time takes no room."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.console.picture.gaps import idle_times
from services.gateway.console.picture.joined import joined
from services.gateway.console.picture.scale import CUT, scale_of, ticks_of
from services.gateway.console.picture.tries import each_try
from services.gateway.console.picture.waiting import parts_of
from services.gateway.traces.rules.step import Step
from tests.gateway.console.picture.journeys import START, at, confirmed, journeys, relaxed, retried


def told(steps: list[Step], delivery: str = "E1/review", event: str | None = "E1") -> list[tuple[str, float]]:
    by_id = {step.id: step for step in steps}
    return [(part.kind, part.ms) for part in parts_of(by_id[delivery], by_id[event] if event else None)]


def test_in_the_outbox_on_the_bus_and_being_handled() -> None:
    assert told(confirmed()) == [("outbox", 3), ("broker", 3), ("handling", 2)]


def test_the_bus_may_confirm_after_the_event_was_received() -> None:
    """It was published from 13 to 20 ms, and received at 15."""
    assert told(confirmed(), "E2/sms", "E2") == [("outbox", 1), ("broker", 2), ("handling", 1)]


def test_between_tries_it_waits() -> None:
    assert told(retried()) == [
        ("outbox", 3), ("broker", 2), ("failed", 1), ("pause", 1_000), ("failed", 0), ("pause", 3_988), ("handling", 2),
    ]  # fmt: skip


def test_without_its_event_it_begins_when_it_came_in() -> None:
    assert told(confirmed(), event=None) == [("handling", 2)]


@relaxed
@given(journeys())
def test_parts_follow_one_another_and_none_is_shorter_than_nothing(steps: list[Step]) -> None:
    events = {step.id: step for step in steps if step.kind == "event"}
    for step in steps:
        if step.kind == "delivery":
            parts = parts_of(step, events.get(step.caused_by or ""))
            assert all(part.ms >= 0 for part in parts)
            assert all(one.ended <= next_.began for one, next_ in pairwise(parts))


def test_a_cut_is_narrow_and_the_rest_shares_the_room() -> None:
    scale = scale_of([(at(100), at(60_100))], START, at(60_200), 0, 1_000)
    assert [piece.cut for piece in scale.pieces] == [False, True, False]
    assert scale.at(at(60_100)) - scale.at(at(100)) == CUT
    assert scale.at(START) == 0 and scale.at(at(60_200)) == 1_000
    assert scale.at(at(50)) == scale.at(at(100)) / 2


def test_a_long_request_leaves_room_to_the_others() -> None:
    scale = scale_of([(at(10), at(500))], START, at(75_000), 0, 1_000)
    assert scale.at(at(10)) > 100


def test_what_lies_outside_is_at_the_end() -> None:
    scale = scale_of([], START, START, 10, 20)
    assert scale.at(at(-5)) == 10 and scale.at(at(5)) in (10, 20)


def test_ticks_are_round_and_apart() -> None:
    scale = scale_of([(at(300), at(5_000))], START, at(5_600), 0, 900)
    ticks = [(moment - START) / timedelta(milliseconds=1) for moment in ticks_of(scale, START)]
    assert ticks[:4] == [0, 100, 200, 300] and ticks[-1] == 5_600
    assert all(tick % 100 == 0 and not 300 < tick < 5_000 for tick in ticks)
    places = [scale.at(at(tick)) for tick in ticks]
    assert all(after - before >= 84 for before, after in pairwise(places))


@relaxed
@given(journeys(), st.integers(300, 1_200))
def test_a_scale_never_goes_back(steps: list[Step], width: int) -> None:
    shapes = each_try(joined(steps))
    if not shapes:
        return
    began, ended = min(one.began for one in shapes), max(one.ended for one in shapes)
    scale = scale_of(idle_times(shapes), began, ended, 0, width)
    moments = sorted([*(one.began for one in shapes), *(one.ended for one in shapes)])
    places = [scale.at(moment) for moment in moments]
    assert all(before <= after + 1e-6 for before, after in pairwise(places))
    assert all(0 <= place <= width + 1e-6 for place in places)
    assert all(before.right == after.left for before, after in pairwise(scale.pieces))
