"""项目详细信息: taken over from the city's form, judged, completed."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.review.rules import details
from services.review.rules.disciplines import SCENARIOS
from shared.forms import Judgement
from tests.review.filings import hall_form

relaxed = settings(deadline=None, max_examples=15)

documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
sections = st.dictionaries(st.sampled_from(["project", "review", "buildings", "persons", "owner", "?"]), documents)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_shared_field_is_taken_over(scenario: str) -> None:
    """What the city's form and the details both know has one name and one type in both."""
    filed = hall_form(scenario)
    taken = details.prefill(scenario, filed)
    for section in details.form_of(scenario).sections:
        part = filed.get(section.key)
        if part is not None and section.key in taken:
            rows = zip(part, taken[section.key], strict=True) if section.rows else [(part, taken[section.key])]
            for theirs, ours in rows:
                shown = {field.key for field in section.fields if field.shown(details.form_of(scenario).column)}
                assert ours == {key: value for key, value in theirs.items() if key in shown}


@relaxed
@given(sections)
def test_whatever_was_filed_selection_does_not_fail(filed: dict[str, Any]) -> None:
    taken = details.prefill("buildings", filed)
    assert details.judge("buildings", taken).errors == ()


@relaxed
@given(sections)
def test_whatever_is_sent_is_judged(values: dict[str, Any]) -> None:
    before = copy.deepcopy(values)
    judgement = details.judge("buildings", values)
    assert values == before or values != values  # NaN is not itself
    assert judgement.errors or judgement.missing
    for pointer in judgement.missing:
        assert all(details.titles_of("buildings", pointer))


@pytest.mark.parametrize("scenario", SCENARIOS)
@relaxed
@given(data=st.data())
def test_an_example_completes_any_draft(scenario: str, data: st.DataObject) -> None:
    """Take the complete document, leave some of it out: the example fills the gaps and keeps the rest."""
    draft = _thinned(details.complete_example(scenario, hall_form(scenario), {}), data)
    example = details.complete_example(scenario, {}, draft)
    assert details.judge(scenario, example) == Judgement((), (), example)
    for key, part in draft.items():
        rows = list(zip(part, example[key], strict=True)) if isinstance(part, list) and part else []
        for ours, theirs in rows or ([(part, example[key])] if part else []):
            assert ours.items() <= theirs.items()


def test_conditions_are_met_in_the_example() -> None:
    draft = {"buildings": [{"name": "1#", "has_civil_defence": True}, {"name": "2#"}]}
    example = details.complete_example("buildings", {}, draft)
    assert example["buildings"][0]["civil_defence_area"] > 0
    assert "civil_defence_area" not in example["buildings"][1]


def _thinned(document: dict[str, Any], data: st.DataObject) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for key, part in document.items():
        if data.draw(st.booleans()):
            kept[key] = [_some(row, data) for row in part] if isinstance(part, list) else _some(part, data)
    return kept


def _some(fields: dict[str, Any], data: st.DataObject) -> dict[str, Any]:
    left_out = data.draw(st.sets(st.sampled_from(sorted(fields)), max_size=3))
    return {key: value for key, value in fields.items() if key not in left_out}
