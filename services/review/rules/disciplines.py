"""专业: which drawings a project cannot be reviewed without, and who may hand them in (disciplines.toml)."""

from collections.abc import Collection
from dataclasses import dataclass

from services.review.rules.data import load

_DATA = load("disciplines")


@dataclass(frozen=True, slots=True)
class Discipline:
    """One 专业; `role` is the kind of unit that draws it, design or survey."""

    code: str
    role: str
    zh: str
    en: str


DISCIPLINES = {code: Discipline(code, **row) for code, row in _DATA["disciplines"].items()}
SCENARIOS = tuple(_DATA["required"])


def required_disciplines(scenario: str, traits: Collection[str]) -> list[Discipline]:
    """What this scenario (情形) needs, in the order of the list; unknown scenarios need nothing."""
    codes = list(_DATA["required"].get(scenario, ()))
    for trait, more in _DATA["required_when"].items():
        if trait in traits and codes:
            codes += [code for code in more if code not in codes]
    return [DISCIPLINES[code] for code in codes]


def required_roles(scenario: str, traits: Collection[str]) -> list[str]:
    """The kinds of unit that must be linked: no survey unit for a fit-out (V02)."""
    return sorted({discipline.role for discipline in required_disciplines(scenario, traits)})
