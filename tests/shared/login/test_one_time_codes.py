"""The life of a one-time code, without a clock."""

import random
from datetime import datetime, timedelta

import pytest

from shared.clock import BEIJING
from shared.login.one_time_codes import CodeLimits, OneTimeCode, digest_of

NOW = datetime(2026, 5, 18, 9, tzinfo=BEIJING)
LIMITS = CodeLimits.of({"digits": 6, "lifetime": 300, "interval": 60, "wrong_tries": 5})
CODE = OneTimeCode(digest_of("a", "13800000066", "123456"), NOW.isoformat())


def test_it_is_bound_to_what_it_is_for() -> None:
    others = [("b", "13800000066", "123456"), ("a", "13800000067", "123456"), ("a", "13800000066", "123457")]
    assert CODE.digest not in {digest_of(*other) for other in others}
    assert "123456" not in str(CODE.to_keep())


@pytest.mark.parametrize(("seconds", "usable"), [(0, True), (299.9, True), (300, False)])
def test_it_lives_five_minutes(seconds: float, usable: bool) -> None:
    assert CODE.usable(LIMITS, NOW + timedelta(seconds=seconds)) is usable


@pytest.mark.parametrize(("seconds", "wait"), [(0, 60), (0.5, 60), (59.5, 1), (60, 0), (4000, 0)])
def test_the_next_one_comes_after_a_minute(seconds: float, wait: int) -> None:
    assert CODE.wait(LIMITS, NOW + timedelta(seconds=seconds)) == wait


def test_five_wrong_tries_or_one_use_end_it() -> None:
    code = CODE
    for left in (4, 3, 2, 1, 0):
        assert code.usable(LIMITS, NOW)
        code = code.tried_wrongly()
        assert code.tries_left(LIMITS) == left
    assert not code.usable(LIMITS, NOW) and not CODE.used().usable(LIMITS, NOW)


def test_it_is_kept_and_found_again() -> None:
    assert OneTimeCode.kept(CODE.tried_wrongly().to_keep()) == CODE.tried_wrongly()
    assert OneTimeCode.kept(None) is None


def test_what_nobody_was_sent_matches_nothing() -> None:
    nobody = OneTimeCode("", NOW.isoformat())
    assert nobody.usable(LIMITS, NOW) and not nobody.is_(digest_of("a", "", "123456"))
    assert CODE.is_(CODE.digest) and not CODE.used().is_(CODE.digest)


@pytest.mark.parametrize("seed", range(50))
def test_a_code_has_its_digits(seed: int) -> None:
    code = LIMITS.make(random.Random(seed))
    assert len(code) == 6 and code.isascii() and code.isdigit()
    assert LIMITS.make(random.Random(seed)) == code
