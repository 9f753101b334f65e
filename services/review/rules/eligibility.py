"""Which review agency (审图机构) may take a project: 令13号 articles 5 and 9, and what rotation adds (domain E6.1)."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.review.rules.data import load
from services.review.rules.disciplines import DISCIPLINES
from shared.phrase import phrase

_DATA = load("eligibility")
SCALES: tuple[str, ...] = tuple(_DATA["scales"])
CLASSES: dict[str, dict[str, str]] = _DATA["classes"]
REASON_TITLES = {code: phrase(wording["title"]) for code, wording in _DATA["reasons"].items()}
ASSIGNED_BY = {who: phrase(said) for who, said in _DATA["assigned_by"].items()}


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """What the register says of an agency; regions are prefixes of division codes, affiliates credit codes."""

    id: str
    credit_code: str
    agency_class: str
    disciplines: frozenset[str]
    regions: tuple[str, ...]
    affiliates: frozenset[str] = frozenset()
    suspended: bool = False
    open_projects: int = 0
    open_limit: int | None = None
    assigned_this_year: int = 0
    annual_limit: int | None = None


@dataclass(frozen=True, slots=True)
class ProjectNeeds:
    """What a project asks of its agency; `units` are the credit codes of owner, survey and design units."""

    scale: str
    region: str
    disciplines: tuple[str, ...]
    units: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not: a stable code, and the sentence in both languages."""

    code: str
    zh: str
    en: str


def reasons_against(agency: AgencyFacts, needs: ProjectNeeds) -> list[Reason]:
    """Everything that keeps this agency from reviewing this project, whoever picks it."""
    return [_reason(code, needs, agency) for code in _refusals(agency, needs)]


def reasons_against_assigning(agency: AgencyFacts, needs: ProjectNeeds) -> list[Reason]:
    """The same for rotation, which also minds how much an agency has on its table."""
    codes = [*_refusals(agency, needs), *_overload(agency)]
    return [_reason(code, needs, agency) for code in codes]


def _refusals(agency: AgencyFacts, needs: ProjectNeeds) -> Iterator[str]:
    if agency.suspended:
        yield "suspended"
    if SCALES.index(needs.scale) > SCALES.index(CLASSES[agency.agency_class]["up_to"]):
        yield "class-too-low"
    if not agency.disciplines.issuperset(needs.disciplines):
        yield "discipline-missing"
    if not needs.region.startswith(agency.regions):
        yield "region-not-served"
    if needs.units & {agency.credit_code, *agency.affiliates}:
        yield "conflict-of-interest"


def _overload(agency: AgencyFacts) -> Iterator[str]:
    if agency.annual_limit is not None and agency.assigned_this_year >= agency.annual_limit:
        yield "annual-limit-reached"
    if agency.open_limit is not None and agency.open_projects >= agency.open_limit:
        yield "workload-full"


def _reason(code: str, needs: ProjectNeeds, agency: AgencyFacts) -> Reason:
    wording = _DATA["reasons"][code]
    return Reason(code, *(wording[language].format(**_params(language, needs, agency)) for language in ("zh", "en")))


def _params(language: str, needs: ProjectNeeds, agency: AgencyFacts) -> dict[str, str]:
    lacking = [getattr(DISCIPLINES[code], language) for code in needs.disciplines if code not in agency.disciplines]
    return {
        "scale": _DATA["scales"][needs.scale][language],
        "region": needs.region,
        "disciplines": ("、" if language == "zh" else ", ").join(lacking),
    }
