"""专业 and 审查内容: what each kind of project needs, and what stands for what."""

import pytest

from services.review.rules.disciplines import (
    ASPECTS,
    DISCIPLINES,
    REGISTERED,
    USAGES,
    concluded_aspects,
    required_disciplines,
)
from services.review.rules.traits import traits_of

BUILDING = ["geotechnical", "architecture", "structure", "plumbing", "hvac", "electrical", "fire-protection"]


def required(scenario: str, review: dict[str, bool] | None = None, *rows: dict[str, object]) -> list[str]:
    traits = traits_of({"review": review or {}, "buildings": list(rows)})
    return [discipline.code for discipline in required_disciplines(scenario, traits)]


def aspects(scenario: str, *rows: dict[str, object]) -> set[str]:
    return {aspect.code for aspect in concluded_aspects(scenario, traits_of({"buildings": list(rows)}))}


@pytest.mark.parametrize("scenario", ["buildings", "key-or-resettlement"])
def test_buildings_need_the_platforms_five_and_the_survey(scenario: str) -> None:
    assert required(scenario) == BUILDING
    assert required(scenario, None, {"has_civil_defence": True}) == [*BUILDING, "civil-defence"]
    assert aspects(scenario) == {"structure-safety", "fire", "energy-green"}
    assert aspects(scenario, {"usage": "303", "has_civil_defence": True}) >= {"security", "civil-defence"}
    assert "security" not in aspects(scenario, {"usage": "700"})


def test_a_fitout_needs_what_it_changes() -> None:
    least = ["architecture", "electrical", "fire-protection"]
    assert required("renovation-fitout") == least
    assert required("renovation-fitout", {"changes_structure": True}) == [*least, "structure"]
    assert required("renovation-fitout", {"changes_plumbing": True, "changes_hvac": True}) == [
        *least,
        "plumbing",
        "hvac",
    ]
    assert aspects("renovation-fitout") == {"fire"}


@pytest.mark.parametrize(
    ("usages", "codes"),
    [
        (["014"], ["road", "drainage", "electrical", "traffic"]),
        (["014", "015"], ["road", "drainage", "electrical", "traffic", "bridge"]),
        (["016"], ["landscape"]),
        (["010"], ["water"]),
        (["011"], ["drainage"]),
        (["012", "013"], ["gas", "heat"]),
        (["014", "011"], ["road", "drainage", "electrical", "traffic"]),
        (["099"], ["municipal"]),
        ([], ["municipal"]),
    ],
)
def test_municipal_works_need_what_they_consist_of(usages: list[str], codes: list[str]) -> None:
    rows: list[dict[str, object]] = [{"usage": usage, "structure": "099"} for usage in usages]
    assert required("municipal", None, *rows) == ["geotechnical", *codes]


def test_chambers_of_pipes_need_a_structure() -> None:
    assert required("municipal", None, {"usage": "011", "structure": "003"}) == [
        "geotechnical",
        "drainage",
        "structure",
    ]
    assert aspects("municipal", {"usage": "014"}) == {"accessibility"}
    assert aspects("municipal", {"usage": "015"}) == {"structure-safety"}


def test_parts_stand_for_the_whole_all_together_only() -> None:
    whole = DISCIPLINES["civil-defence"]
    assert whole.handed_in({"civil-defence"}) and whole.handed_in(set(whole.parts))
    assert not whole.handed_in(set(whole.parts[1:])) and not whole.handed_in({"structure"})
    assert DISCIPLINES["bridge"].handed_in({"tunnel"}) and not DISCIPLINES["tunnel"].handed_in({"bridge"})
    assert not DISCIPLINES["structure"].handed_in(set())


def test_the_lists_name_what_there_is() -> None:
    for discipline in DISCIPLINES.values():
        assert {*discipline.parts, *discipline.instead, discipline.register} <= set(DISCIPLINES)
        assert discipline.set is None or discipline.set in ASPECTS
    assert {
        "structure-safety",
        "fire",
        "civil-defence",
        "security",
        "energy-green",
        "accessibility",
        "depth",
        "other",
    } == set(ASPECTS)
    assert "municipal" in REGISTERED and "road" not in REGISTERED
    traits = traits_of({"review": {}, "buildings": [{"usage": code} for codes in USAGES.values() for code in codes]})
    assert traits == set(USAGES)
