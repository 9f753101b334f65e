"""专业 and 审查内容: which drawings a review cannot do without, who may hand them in, what they are reviewed for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from services.review.rules.data import load

_DATA = load("disciplines")
_NEEDS: dict[str, dict[str, Any]] = _DATA["needs"]
USAGES: dict[str, list[str]] = _DATA["usages"]


@dataclass(frozen=True, slots=True)
class Discipline:
    """One 专业; `role` is the kind of unit that draws it, design or survey.

    `register` is what agencies are registered for; `set` the aspect of a 专篇; `parts` and `instead` stand for it, too.
    """

    code: str
    role: str
    zh: str
    en: str
    register: str
    set: str | None = None
    parts: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()

    def handed_in(self, drawn: Collection[str]) -> bool:
        """Whether it is there, given the codes of what is."""
        there = [code in drawn for code in self.parts]
        return any(code in drawn for code in (self.code, *self.instead)) or (bool(there) and all(there))


@dataclass(frozen=True, slots=True)
class Aspect:
    """审查内容: what is concluded on across the disciplines: fire, civil air defence, energy …"""

    code: str
    zh: str
    en: str


def _discipline(code: str, row: Mapping[str, Any]) -> Discipline:
    tuples = {name: tuple(row.get(name, ())) for name in ("parts", "instead")}
    return Discipline(code, **{"register": code, **row, **tuples})


DISCIPLINES = {code: _discipline(code, row) for code, row in _DATA["disciplines"].items()}
ASPECTS = {code: Aspect(code, **row) for code, row in _DATA["aspects"].items()}
REGISTERED = tuple(dict.fromkeys(discipline.register for discipline in DISCIPLINES.values()))
SCENARIOS = tuple(_NEEDS)


def required_disciplines(scenario: str, traits: Collection[str]) -> list[Discipline]:
    """What this scenario (情形) needs of such a project, each once; unknown scenarios need nothing."""
    needs = _NEEDS.get(scenario, {})
    codes = [*needs.get("always", ()), *_added(needs.get("when", {}), traits)]
    if needs.get("else") and not set(traits).intersection(needs["else_unless"]):
        codes += needs["else"]
    return [DISCIPLINES[code] for code in dict.fromkeys(codes)]


def concluded_aspects(scenario: str, traits: Collection[str]) -> list[Aspect]:
    """What every review of such a project concludes on."""
    needs = _NEEDS.get(scenario, {})
    codes = [*needs.get("aspects", ()), *_added(needs.get("aspects_when", {}), traits)]
    return [ASPECTS[code] for code in dict.fromkeys(codes)]


def _added(when: Mapping[str, list[str]], traits: Collection[str]) -> list[str]:
    return [code for trait, codes in when.items() if trait in traits for code in codes]
