"""Whether a scenario (情形) is usual for a type of project. A warning at most: the applicant chooses."""

from collections.abc import Mapping
from typing import Any

from services.hall.rules.catalogue import CATALOGUE
from shared.errors import FieldError


def scenario_warnings(values: Mapping[str, Any], facts: Mapping[str, Any]) -> list[FieldError]:
    """A word of warning when the filing's scenario is unusual for the type the form gives, or the project has."""
    project_type = values.get("project", {}).get("project_type") or facts.get("project_type")
    scenario = facts.get("scenario")
    if project_type is None or scenario is None:
        return []
    return unusual(project_type, scenario, "/project/scenario")


def unusual(project_type: str, scenario: str, pointer: str) -> list[FieldError]:
    """The warning, at `pointer`; nothing where the scenario is a usual one, or no scenario is."""
    guide, chosen = CATALOGUE.guides[project_type], CATALOGUE.scenarios[scenario]
    if not guide.scenarios or scenario in guide.scenarios:
        return []
    usual = [CATALOGUE.scenarios[key].title for key in guide.scenarios]
    zh = (
        f"项目类型（{guide.title}）通常不选情形“{chosen.title}”，常用情形：{'、'.join(usual)}。"
        "应根据项目情形选择，确认无误可以继续办理。"
    )
    en = (
        f"scenario {scenario} is unusual for projects of type {project_type}, usual are {', '.join(guide.scenarios)}: "
        "go on if it is what you mean"
    )
    return [FieldError(pointer, "scenario-unusual", zh, en)]
