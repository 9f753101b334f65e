"""How far a filing built for a test goes (built.toml), and which project and scenario it is of where nobody says."""

from collections.abc import Iterable
from typing import Any

from services.hall.rules.catalogue import CATALOGUE, FOLDER
from shared.forms import load_toml

_DATA = load_toml(FOLDER / "built.toml")
STAGES: tuple[str, ...] = tuple(_DATA["stages"])
STAGE, MATTER = "construction-permit", "joint-review"


def steps_to(stage: str) -> list[str]:
    """The steps that lead to a stage, from the beginning."""
    return [step for name in STAGES[: STAGES.index(stage) + 1] for step in _DATA["stages"][name]]


def areas_of(project_code: str) -> dict[str, int]:
    """The areas that complete a project."""
    areas: dict[str, dict[str, int]] = _DATA["areas"]
    return areas.get(project_code, areas["usual"])


def fitting(projects: Iterable[Any], scenario: str | None) -> Any | None:
    """The project that offers the matter and for whose type the scenario is most usual; of several the first."""
    offering = [one for one in projects if MATTER in CATALOGUE.guides[one.project_type].matters]
    return min(offering, key=lambda one: _rank(one.project_type, scenario), default=None)


def _rank(project_type: str, scenario: str | None) -> int:
    usual = CATALOGUE.guides[project_type].scenarios
    return 0 if scenario is None else usual.index(scenario) if scenario in usual else len(CATALOGUE.scenarios)


def usual_scenario(project_type: str) -> str:
    """The first one on offer; where none is, whichever: opening it will be refused."""
    for scenarios in CATALOGUE.on_offer(project_type, STAGE).values():
        return scenarios[0].key
    return next(iter(CATALOGUE.scenarios))
