"""Sections that several people save: nobody's work is lost, and whoever would overwrite is told."""

from typing import Any

import pytest

from shared.forms import digest, merge

KEPT = {"project": {"name": "甲", "area": 20000}, "works": [{"floors": 8}]}


def seen(values: dict[str, Any] = KEPT) -> dict[str, str]:
    """What a page that shows these values says of them when it is sent back."""
    return {key: digest(values.get(key)) for key in ("project", "works", "notes")}


def test_what_only_one_changed_is_kept_of_both() -> None:
    theirs = {**KEPT, "works": [{"floors": 9}]}
    mine = {**KEPT, "project": {"name": "乙"}}
    assert merge(theirs, mine, seen()) == ({"project": {"name": "乙"}, "works": [{"floors": 9}]}, ())


def test_what_both_changed_is_told_and_not_kept() -> None:
    theirs, mine = {**KEPT, "project": {"name": "丙"}}, {**KEPT, "project": {"name": "乙"}}
    merged = merge(theirs, mine, seen())
    assert merged.moved == ("project",) and merged.values["project"] == {"name": "丙"}
    assert merge(theirs, mine, seen(theirs)).values["project"] == {"name": "乙"}  # it is known now


def test_both_wrote_the_same() -> None:
    both = {**KEPT, "project": {"name": "乙"}}
    assert merge(both, both, seen()) == (both, ())


def test_a_section_that_one_emptied_is_gone_and_one_that_another_began_stays() -> None:
    theirs = {**KEPT, "notes": {"text": "新"}}
    mine = {"project": KEPT["project"]}  # the page had no rows left, and never knew of notes
    assert merge(theirs, mine, seen()) == ({"project": KEPT["project"], "notes": {"text": "新"}}, ())


def test_who_says_nothing_of_what_was_there_replaces_it() -> None:
    assert merge(KEPT, {"project": {"name": "乙"}}, {}).values == {**KEPT, "project": {"name": "乙"}}


@pytest.mark.parametrize(
    ("one", "other"),
    [({}, None), ([], None), ({"a": ""}, {}), ({"a": None}, {}), ({"a": 1.0}, {"a": 1}), ({"a": " x "}, {"a": "x"})],
)
def test_what_looks_the_same_is_the_same(one: Any, other: Any) -> None:
    assert digest(one) == digest(other)


@pytest.mark.parametrize(("one", "other"), [([{}], []), ({"a": 0}, {}), ({"a": False}, {}), ([1, 2], [2, 1])])
def test_what_looks_different_is_not(one: Any, other: Any) -> None:
    assert digest(one) != digest(other)
