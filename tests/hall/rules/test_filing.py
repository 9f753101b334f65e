"""What the pages of a filing go by: what is still ahead, a section in its place, a sample that opens."""

import re
from typing import Any

import pytest

from services.hall.rules.lifecycle import STATES, ahead
from services.hall.rules.sections import with_section
from shared.uploads.sample_file import sample_pdf


def test_what_is_ahead_is_told_with_who_acts() -> None:
    assert [(move.to, move.by) for move in ahead("draft")] == [("confirmed", "applicant"), ("in-review", "province")]
    assert [move.to for move in ahead("confirmed")] == ["in-review"]


@pytest.mark.parametrize("status", [key for key, state in STATES.items() if state.ended])
def test_nothing_is_ahead_of_what_is_over(status: str) -> None:
    assert ahead(status) == []


def test_a_section_is_replaced_and_an_empty_one_left_out() -> None:
    form = {"project": {"a": 1}, "buildings": [{}]}
    assert with_section(form, "project", {"a": 2}) == {"project": {"a": 2}, "buildings": [{}]}
    nothing: list[Any] = [{}, []]
    for empty in nothing:
        assert with_section(form, "buildings", empty) == {"project": {"a": 1}}
    assert form == {"project": {"a": 1}, "buildings": [{}]}


def test_a_sample_says_where_its_parts_begin() -> None:
    content = sample_pdf("M01")
    for number, begin in enumerate(re.findall(rb"(\d{10}) 00000 n", content), start=1):
        assert content[int(begin) :].startswith(b"%d 0 obj" % number)
    [table] = re.findall(rb"startxref\n(\d+)\n%%EOF", content)
    assert content[int(table) :].startswith(b"xref")
    assert b"(M01)" in content
