"""Which agency may review which project: 令13号 articles 5 and 9."""

from dataclasses import replace

import pytest

from services.review.rules.disciplines import DISCIPLINES
from services.review.rules.eligibility import (
    AgencyFacts,
    ProjectNeeds,
    reasons_against,
    reasons_against_assigning,
)

AGENCY = AgencyFacts("a", "A", "class-1", frozenset(DISCIPLINES), ("4101",), frozenset({"SISTER"}))
NEEDS = ProjectNeeds("large", "410105", ("structure", "civil-defence"), frozenset({"OWNER", "DESIGN"}))


def codes(agency: AgencyFacts, needs: ProjectNeeds = NEEDS) -> list[str]:
    return [reason.code for reason in reasons_against(agency, needs)]


def test_nothing_speaks_against_it() -> None:
    assert codes(AGENCY) == []


@pytest.mark.parametrize(("scale", "refused"), [("large", True), ("medium", False), ("small", False)])
def test_second_class_agencies_review_up_to_medium(scale: str, refused: bool) -> None:
    second = replace(AGENCY, agency_class="class-2")
    assert codes(second, replace(NEEDS, scale=scale)) == ["class-too-low"] * refused


@pytest.mark.parametrize("units", [{"A"}, {"SISTER", "OWNER"}])
def test_nobody_reviews_its_own_familys_work(units: set[str]) -> None:
    assert codes(AGENCY, replace(NEEDS, units=frozenset(units))) == ["conflict-of-interest"]


def test_all_reasons_are_told() -> None:
    agency = replace(AGENCY, suspended=True, disciplines=frozenset({"structure"}), regions=("4102",))
    assert codes(agency) == ["suspended", "discipline-missing", "region-not-served"]
    lacking = reasons_against(agency, NEEDS)[1]
    assert "人防" in lacking.zh and "Civil air defence" in lacking.en


def test_an_agency_that_has_no_work_yet_may_have_its_first() -> None:
    assert reasons_against_assigning(replace(AGENCY, open_limit=1, annual_limit=1), NEEDS) == []


def test_rotation_also_minds_the_workload() -> None:
    busy = replace(AGENCY, open_projects=3, open_limit=3, assigned_this_year=9, annual_limit=9)
    assert codes(busy) == []
    assigning = [reason.code for reason in reasons_against_assigning(busy, NEEDS)]
    assert assigning == ["annual-limit-reached", "workload-full"]
