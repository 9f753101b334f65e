"""What is written fits into the room it has, and says that it was cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.console.picture.measure import ELLIPSIS, SMALL, cut, cut_dotted, cut_path, width_of
from tests.gateway.console.picture.journeys import relaxed

CONFIRMATION = "POST /hall/applications/{…}/confirmation"


def test_a_chinese_letter_is_as_wide_as_high_and_a_mark_on_another_has_no_width() -> None:
    assert width_of("ab", 10) == 12.2 and width_of("审图", 10) == 20.4
    assert width_of("e\u0301\u200d", 10) == width_of("e", 10)
    assert width_of("🏗", 10) > width_of("审", 10)


@relaxed
@given(st.text(max_size=60), st.floats(0, 400))
def test_what_is_cut_fits_and_begins_like_the_whole(text: str, room: float) -> None:
    short = cut(text, room, SMALL)
    assert width_of(short, SMALL) <= room + 0.1
    assert short == text or (short.removesuffix(ELLIPSIS) == text[: len(short.removesuffix(ELLIPSIS))])
    assert short == text or short.endswith(ELLIPSIS) or not short


def test_letters_without_width_come_to_an_end_too() -> None:
    assert len(cut("a" + "\u0301" * 10_000, 100)) < 100


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (400, "POST /hall/applications/…/confirmation"),
        (240, "POST …/confirmation"),
        (260, "POST …/applications/…/confirmation"),
        (150, "POST …/confirmation"),
        (100, "POST …/confi…"),
        (20, "P…"),
    ],
)
def test_a_path_loses_what_comes_first(room: float, shown: str) -> None:
    assert cut_path(CONFIRMATION, room) == shown


def test_an_event_keeps_its_last_words() -> None:
    assert cut_dotted("hall.application.confirmed", 400) == "hall.application.confirmed"
    assert cut_dotted("hall.application.confirmed", 180) == "…application.confirmed"
    assert cut_dotted("hall.application.confirmed", 80) == "…confirmed"
    assert cut_dotted("hall.application.confirmed", 50) == "hall.…"


@relaxed
@given(st.text("abc…/{} .POST", max_size=60), st.floats(0, 300))
def test_paths_and_events_fit_whatever_they_are(text: str, room: float) -> None:
    assert width_of(cut_path(text, room)) <= room + 0.1
    assert width_of(cut_dotted(text, room)) <= room + 0.1
