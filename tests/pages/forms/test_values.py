"""What was posted becomes the values that were shown, of every form there is; what was typed becomes what was meant."""

from typing import Any

import pytest

from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.story import complete_example
from services.review.rules import details
from services.review.rules.disciplines import SCENARIOS
from shared.context import Language
from shared.pages.forms import ShownField, ShownSection, reshaped, shown, values_from
from shared.pages.posted import Fields
from tests.hall.rules.test_form import facts_for
from tests.pages.forms.schema import SCHEMA
from tests.review.filings import hall_form


def typed(**fields: str | list[str]) -> Fields:
    """Posted fields: `project__area="12"` is `project/area`."""
    return Fields(
        {name.replace("__", "/"): value if isinstance(value, list) else [value] for name, value in fields.items()}
    )


def posted(sections: tuple[ShownSection, ...]) -> Fields:
    """What a browser sends when nothing is changed in the form."""
    sent: dict[str, list[str]] = {}

    def send(field: ShownField) -> None:
        chosen = [option.value for option in field.options if option.chosen]
        if field.kind == "choices":
            sent.update({field.name: chosen} if chosen else {})
        elif field.kind != "flag" or field.value:
            sent[field.name] = [field.value]

    for section in sections:
        for field in section.fields:
            send(field)
        for row in section.rows or ():
            sent[row.name] = ["row"]
            for field in row.fields:
                send(field)
    return Fields(sent)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scenario", CATALOGUE.scenarios.values(), ids=lambda scenario: scenario.key)
def test_every_form_of_the_hall_comes_back_as_it_was_shown(scenario: Any, language: Language) -> None:
    example = complete_example(scenario, facts_for(scenario))
    sections = shown(scenario.form.schema, example, {}, (), language)
    assert values_from(posted(sections), scenario.form.schema) == example
    for key, part in example.items():
        [section] = shown(scenario.form.schema, example, {}, (), language, at=f"/{key}")
        assert values_from(posted((section,)), scenario.form.schema, f"/{key}") == part


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_provinces_details_come_back_as_they_were_shown(scenario: str) -> None:
    form = details.form_of(scenario)
    example = details.complete_example(scenario, hall_form(scenario), {})
    assert values_from(posted(shown(form.schema, example, {}, (), "zh")), form.schema) == example


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), (" 1,200 ", 1200), ("１２", 12), ("-3", -3), ("12.0", "12.0"), ("dozen", "dozen"),
     ("9" * 40, "9" * 40)],
)  # fmt: skip
def test_a_whole_number_however_it_is_typed(text: str, value: int | str) -> None:
    assert values_from(typed(project__area=text), SCHEMA) == {"project": {"area": value}}


@pytest.mark.parametrize(("text", "value"), [("4.35", 4.35), ("4", 4), ("1e5", "1e5"), ("NaN", "NaN"), (".5", ".5")])
def test_a_number_with_decimals(text: str, value: float | str) -> None:
    found = values_from(typed(project__cost=text), SCHEMA)["project"]["cost"]
    assert (found, type(found)) == (value, type(value))


def test_what_is_empty_is_left_out() -> None:
    fields = typed(project__name="  ", project__green="", project__area="", project__reason="\n")
    assert values_from(fields, SCHEMA) == {}
    assert values_from(fields, SCHEMA, "/project") == {}
    assert values_from(fields, SCHEMA, "/buildings") == []


def test_yes_no_and_several_choices() -> None:
    fields = typed(project__green="false", project__kinds=["1", "2"], project__start="2026-09-01")
    assert values_from(fields, SCHEMA, "/project") == {"green": False, "kinds": ["1", "2"], "start": "2026-09-01"}


def test_rows_stay_in_their_order_and_empty_ones_stay() -> None:
    fields = Fields(
        {"buildings/10/name": ["C"], "buildings/2/floors": ["3"], "buildings/7": ["row"], "buildings/x": ["y"]}
    )
    assert values_from(fields, SCHEMA, "/buildings") == [{"floors": 3}, {}, {"name": "C"}]


@pytest.mark.parametrize(
    ("doing", "rows"),
    [("add:buildings", [1, 2, None]), ("copy:buildings/0", [1, 1, 2]), ("remove:buildings/0", [2]),
     ("remove:buildings/9", [1, 2]), ("remove:nothing/0", [1, 2]), ("save", [1, 2]), ("add:buildings/x", [1, 2])],
)  # fmt: skip
def test_buttons_of_rows(doing: str, rows: list[int | None]) -> None:
    buildings: list[dict[str, Any]] = [{"floors": 1}, {"floors": 2}]
    whole = reshaped({"buildings": buildings}, doing)
    assert [row.get("floors") for row in whole["buildings"]] == rows
    assert [row.get("floors") for row in reshaped(buildings, doing, "/buildings")] == rows
    assert buildings == [{"floors": 1}, {"floors": 2}]


def test_a_form_as_it_is_shown() -> None:
    values = {"project": {"area": "many", "green": False, "kinds": ["1"]}, "buildings": [{}, {"name": "A"}]}
    errors = {"/project/area": ["应为整数"], "/buildings/1/name": ["重复"]}
    missing = ["/project/name", "/project/reason", "/buildings/0/name"]
    project, buildings = shown(SCHEMA, values, errors, missing, "en")
    name, area, _, green, kinds, start, reason = project.fields
    assert (project.title, project.id, project.required, project.missing, project.wrong) == (
        "Project",
        "f-project",
        2,
        2,
        1,
    )
    assert (name.required, name.missing, name.id, name.name) == (True, True, "f-project-name", "project/name")
    assert (area.kind, area.value, area.errors, area.unit) == ("number", "many", ("应为整数",), "㎡")
    assert (green.kind, green.value, start.kind, reason.kind) == ("flag", "false", "date", "area")
    assert [(option.label, option.chosen) for option in kinds.options] == [("甲", True), ("2", False)]
    assert reason.required, "since green is false"
    assert buildings.rows is not None and not buildings.more, "two rows are all there may be"
    assert [(row.number, row.missing, row.wrong) for row in buildings.rows] == [(1, 1, 0), (2, 0, 1)]


def test_values_that_are_none_of_the_form_break_nothing() -> None:
    odd: Any
    for odd in (None, [], "x", {"project": 3, "buildings": "x"}, {"project": {"name": {"a": 1}}, "buildings": [4]}):
        assert shown(SCHEMA, odd, {}, (), "zh")
