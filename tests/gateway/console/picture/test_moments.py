"""Times as people read them."""

from datetime import timedelta

import pytest

from services.gateway.console.picture.moments import clock, length, short, since, told, took
from tests.gateway.console.picture.journeys import START, at


@pytest.mark.parametrize(
    ("ms", "said"),
    [(0.26, "0.3 ms"), (3.72, "3.7 ms"), (99.94, "99.9 ms"), (121.4, "121 ms"), (4_500, "4.50 s"),
     (125_000, "2 min 05 s"), (10_920_000, "3 h 02 min"), (86_400_000 * 2, "2 d 00 h"), (-3_000, "−3.00 s")],
)  # fmt: skip
def test_lengths(ms: float, said: str) -> None:
    assert length(ms) == said


@pytest.mark.parametrize(
    ("ms", "said"),
    [(0, "+0.0"), (288.31, "+288.3"), (9_999, "+9999.0"), (12_410, "+12.41 s"), (192_000, "+3:12"),
     (7_392_000, "+2:03:12"), (3 * 86_400_000 + 7_380_000, "+3 d 02:03"), (-5, "−5.0")],
)  # fmt: skip
def test_since_the_start(ms: float, said: str) -> None:
    assert since(START, at(ms)) == said


def test_columns_of_milliseconds_say_their_unit_only_where_it_is_another() -> None:
    assert [took(3.72), took(9_999), took(75_000)] == ["3.7", "9 999", "1 min 15 s"]
    assert short(1_234_567) == "1 234 567"


def test_a_moment_to_the_millisecond_and_the_time_of_day() -> None:
    assert told(at(1.5)) == "2026-05-18 09:00:00.001"
    assert clock(at(61_000), START) == "09:01:01"
    assert clock(START + timedelta(days=1), START) == "05-19 09:00"
