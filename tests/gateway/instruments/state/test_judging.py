"""Whether the services agree: what is missing, what is double, what is only on its way, and what nobody can tell."""

from services.gateway.instruments.state.judging import PUSHED, nothing_waits, once_each, unknown


def test_everything_came_once() -> None:
    found = once_each(PUSHED, ["a", "b"], {"a": 1, "b": 1}, ())
    assert (found.holds, found.broken) == (True, [])
    assert found.detail("zh") == "2 个已确认申报：0 个没有推送，0 个有多次，0 个在途。"


def test_what_is_missing_or_double_is_named() -> None:
    found = once_each(PUSHED, ["a", "b", "c"], {"b": 2, "c": 1}, ())
    assert (found.holds, found.broken) == (False, ["a", "b"])
    assert "1 without their push, 1 with several" in found.detail("en")


def test_what_is_under_way_breaks_nothing() -> None:
    found = once_each(PUSHED, ["a", "b"], {"b": 1}, {"a"})
    assert found.holds is True and "1 under way" in found.detail("en")


def test_what_waits_too_long_is_told_with_its_age() -> None:
    assert nothing_waits({"hall": 59.0}, 60, ()).holds is True
    late = nothing_waits({"hall": 59.0, "review": 61.4}, 60, ())
    assert late.holds is False and "review 61 s" in late.detail("en") and "hall" not in late.detail("en")
    between = nothing_waits({}, 60, ["a"])
    assert (between.holds, between.broken) == (False, ["a"])


def test_nobody_knows_while_a_service_is_away() -> None:
    found = unknown("x", ["review"])
    assert found.holds is None and "review" in found.detail("en") and "review" in found.detail("zh")
