"""提交确认: what stands between a project and its review, V01–V13 (S23). Wordings in submission.toml."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.review.rules.data import load
from services.review.rules.details import titles_of
from services.review.rules.disciplines import Discipline
from services.review.rules.eligibility import Reason
from services.review.rules.persons import wrong_persons
from services.review.rules.planning import NODES, PlanningDocument
from services.review.rules.registrations import nobody_in_charge

_WORDINGS = load("submission")
AREA_TOLERANCE = 0.01


@dataclass(frozen=True, slots=True)
class Finding:
    """One entry of the list; a warning stops nobody. `pointer` is into the details, or empty."""

    code: str
    zh: str
    en: str
    pointer: str
    warning: bool

    def rendered(self, language: str) -> dict[str, str]:
        """As people read it, in zh or en."""
        detail = self.en if language == "en" else self.zh
        severity = "warning" if self.warning else "error"
        return {"code": self.code, "detail": detail, "severity": severity, "pointer": self.pointer}


@dataclass(frozen=True, slots=True)
class LinkedUnit:
    """A unit that is part of the project; `role` is survey or design."""

    code: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A drawing, as far as the check looks at it; `can_be_sealed` is false for a DWG, which comes beside one."""

    unit: str
    discipline: str
    name: str
    sealed: bool
    can_be_sealed: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the check looks at. `agency` is the chosen one's name with what speaks against it."""

    scenario: str
    details: Mapping[str, Any]
    missing: Sequence[str]
    required: Sequence[Discipline]
    units: Sequence[LinkedUnit]
    drawings: Sequence[HandedIn]
    by_rotation: bool
    agency: tuple[str, Sequence[Reason]] | None
    assignable: bool
    planning_missing: Sequence[PlanningDocument]
    other_open: Sequence[str]


def check_submission(facts: Facts) -> list[Finding]:
    """Every finding, in the order V01–V13."""
    checks = (_details, _units, _drawings, _seals, _agency, _planning, _buildings, _persons, _others, _in_charge)
    return [finding for check in checks for finding in check(facts)]


def _details(facts: Facts) -> Iterator[Finding]:
    for pointer in facts.missing:
        yield _finding("V01", pointer, field=titles_of(facts.scenario, pointer))


def _units(facts: Facts) -> Iterator[Finding]:
    """A unit of each kind that draws something, the main one named in the details among them; of others it warns."""
    linked = {(unit.role, unit.code) for unit in facts.units}
    for role, code in (("survey", "V02"), ("design", "V03")):
        if all(discipline.role != role for discipline in facts.required):
            continue
        main = facts.details.get(f"{role}_unit", {})
        if all(kind != role for kind, _ in linked):
            yield _finding(code)
        elif "credit_code" in main and (role, main["credit_code"]) not in linked:
            name = main.get("name") or main["credit_code"]
            yield _finding(f"{code}-main", f"/{role}_unit/credit_code", name=name, code=main["credit_code"])
    for number, row in enumerate(facts.details.get("further_design_units", [])):
        code = row.get("credit_code")
        if code is not None and ("design", code) not in linked:
            yield _finding("V03-further", f"/further_design_units/{number}", name=row.get("name") or code, code=code)


def _drawings(facts: Facts) -> Iterator[Finding]:
    """Each discipline from one of the units of its kind, as a file that a seal can stand on, something from each."""
    drawn = {drawing.discipline for drawing in facts.drawings if drawing.can_be_sealed}
    for role in ("survey", "design"):
        units = [unit for unit in facts.units if unit.role == role]
        names = "、".join(unit.name for unit in units)
        lacking = [item for item in facts.required if item.role == role and not item.handed_in(drawn)]
        for item in lacking if units else ():
            code = "V04-dwg" if any(drawing.discipline == item.code for drawing in facts.drawings) else "V04"
            yield _finding(code, unit=names, discipline=(item.zh, item.en))
        for unit in units if not lacking else ():
            if all(drawing.unit != unit.code for drawing in facts.drawings):
                yield _finding("V04-none", unit=unit.name)


def _seals(facts: Facts) -> Iterator[Finding]:
    names = {unit.code: unit.name for unit in facts.units}
    for drawing in facts.drawings:
        if drawing.can_be_sealed and not drawing.sealed:
            yield _finding("V05", name=drawing.name, unit=names.get(drawing.unit, drawing.unit))


def _agency(facts: Facts) -> Iterator[Finding]:
    if facts.by_rotation:
        if not facts.assignable:
            yield _finding("V08")
    elif facts.agency is None:
        yield _finding("V06")
    elif reasons := facts.agency[1]:
        said = "；".join(reason.zh for reason in reasons), "; ".join(reason.en for reason in reasons)
        yield _finding("V07", name=facts.agency[0], reason=said)


def _planning(facts: Facts) -> Iterator[Finding]:
    for document in facts.planning_missing:
        yield _finding("V09", name=(document.name, document.en), node=NODES[document.node])


def _buildings(facts: Facts) -> Iterator[Finding]:
    total = facts.details.get("project", {}).get("building_area")
    areas = [row["total_area"] for row in facts.details.get("buildings", []) if "total_area" in row]
    if total is not None and areas and abs(sum(areas) - total) > AREA_TOLERANCE * total:
        yield _finding("V10", "/project/building_area", sum=f"{sum(areas):g}", total=f"{total:g}")
    for number, row in enumerate(facts.details.get("buildings", [])):
        parts = [row.get(key) for key in ("total_area", "up_area", "down_area")]
        if None not in parts and abs(parts[0] - parts[1] - parts[2]) > 0.005:
            yield _finding("V10-building", f"/buildings/{number}", name=row.get("name", number + 1))


def _persons(facts: Facts) -> Iterator[Finding]:
    for wrong in wrong_persons(facts.details):
        yield _finding(wrong.what, wrong.pointer, person=(wrong.zh, wrong.en))


def _others(facts: Facts) -> Iterator[Finding]:
    """Numbers of the filings whose reviews of the same project code are under way."""
    if facts.other_open:
        yield _finding("V12", numbers=("、".join(facts.other_open), ", ".join(facts.other_open)))


def _in_charge(facts: Facts) -> Iterator[Finding]:
    persons = facts.details.get("persons", [])
    for item in nobody_in_charge(facts.required, persons) if persons else ():
        yield _finding("V13", "/persons", discipline=(item.zh, item.en))


def _finding(key: str, pointer: str = "", /, **params: Any) -> Finding:
    """Params that differ by language are pairs (Chinese, English)."""
    wording = _WORDINGS[key]
    zh, en = (
        wording[language].format(
            **{key: value[index] if isinstance(value, tuple) else value for key, value in params.items()}
        )
        for index, language in enumerate(("zh", "en"))
    )
    return Finding(key[:3], zh, en, pointer, bool(wording.get("warning")))


def nobody_assignable() -> Finding:
    """V08 on its own: the last eligible agency was taken a moment ago."""
    return _finding("V08")
