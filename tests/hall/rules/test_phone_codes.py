"""The life of a verification code, without a clock."""

from datetime import datetime, timedelta

import pytest

from services.hall.rules.phone_codes import PhoneCode, digest_of
from shared.clock import BEIJING

NOW = datetime(2026, 5, 18, 9, tzinfo=BEIJING)
CODE = PhoneCode(digest_of("a", "13800000066", "123456"), NOW.isoformat())


def test_it_is_bound_to_application_phone_and_code() -> None:
    others = [("b", "13800000066", "123456"), ("a", "13800000067", "123456"), ("a", "13800000066", "123457")]
    assert CODE.digest not in {digest_of(*other) for other in others}
    assert "123456" not in str(CODE.to_keep())


@pytest.mark.parametrize(("seconds", "usable"), [(0, True), (299.9, True), (300, False)])
def test_it_lives_five_minutes(seconds: float, usable: bool) -> None:
    assert CODE.usable(NOW + timedelta(seconds=seconds)) is usable


@pytest.mark.parametrize(("seconds", "wait"), [(0, 60), (0.5, 60), (59.5, 1), (60, 0), (4000, 0)])
def test_the_next_one_comes_after_a_minute(seconds: float, wait: int) -> None:
    assert CODE.wait(NOW + timedelta(seconds=seconds)) == wait


def test_five_wrong_tries_or_one_use_end_it() -> None:
    code = CODE
    for left in (4, 3, 2, 1, 0):
        assert code.usable(NOW)
        code = code.tried_wrongly()
        assert code.tries_left() == left
    assert not code.usable(NOW) and not CODE.used().usable(NOW)


def test_it_is_kept_and_found_again() -> None:
    assert PhoneCode.kept(CODE.tried_wrongly().to_keep()) == CODE.tried_wrongly()
    assert PhoneCode.kept(None) is None
