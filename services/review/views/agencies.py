"""审图机构 (S21) as they are shown: the register, and how a project came by its agency."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import Field
from sqlmodel import col, select

from services.review.lookups.find import visible_project
from services.review.lookups.needs import agency_facts, needs_of
from services.review.rules.eligibility import ASSIGNED_BY, CLASSES, REASON_TITLES, ProjectNeeds, reasons_against
from services.review.tables import Agency, AgencyDecision, Project
from shared.errors import NotFound
from shared.store import Transaction
from shared.views import PageQuery, View, page_of

AssignedBy = Literal["owner", "rotation"]


class AgencyRef(View):
    """审图机构, in short."""

    id: str
    credit_code: str
    name: str
    agency_class: str = Field(examples=["class-1"])
    class_name: str = Field(examples=["一类"])
    class_title_en: str = Field(examples=["First class"])


class ReasonView(View):
    """Why an agency may not review a project."""

    code: str = Field(examples=["class-too-low"])
    detail: str


class AgencyView(AgencyRef):
    """审图机构. `eligible` and `reasons` are there when a project was named."""

    certificate: str
    disciplines: list[str]
    regions: list[str]
    suspended: bool
    eligible: bool | None = None
    reasons: tuple[ReasonView, ...] = ()


class AgencyList(View):
    """A page of the register."""

    items: list[AgencyView]
    next_cursor: str | None


class ChosenAgency(View):
    """The project's agency, and who found it."""

    agency: AgencyRef
    assigned_by: AssignedBy


class SkippedView(View):
    """An agency whose turn it was, but which could not take the project; it keeps its place."""

    id: str
    reason: str = Field(examples=["class-too-low"])
    reason_title: str = Field(examples=["机构类别低于项目规模要求"])
    reason_title_en: str = Field(examples=["Class too low for the project's scale"])


class DecisionView(View):
    """How the project came by its agency. By rotation (轮候): the queue and who was skipped."""

    assigned_by: AssignedBy
    text: str = Field(examples=["系统按轮候机制自动分配"])
    text_en: str = Field(examples=["The system assigned the agency by rotation."])
    decided_at: datetime
    agency: AgencyRef
    queue: str | None = None
    before: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    skipped: tuple[SkippedView, ...] = ()
    chosen: str | None = None
    after: tuple[str, ...] = ()


def agency_ref(agency: Agency) -> AgencyRef:
    """An agency in short."""
    return AgencyRef(**agency.model_dump(include=set(AgencyRef.model_fields)), **_class_titles(agency))


def chosen_agency(project: Project, agency: Agency) -> ChosenAgency:
    """What an owner's choice came to."""
    return ChosenAgency.model_validate({"agency": agency_ref(agency), "assigned_by": project.assigned_by})


def show_agencies(tx: Transaction, account: str, project_id: str | None, page: PageQuery) -> AgencyList:
    """The register; with a project the caller sees, also which agency may review it. Raises NotFound."""
    needs = None if project_id is None else needs_of(tx, visible_project(tx, account, project_id))
    english = tx.context.language == "en"
    shown = page_of(tx, select(Agency), col(Agency.id), page, lambda agency: _judged(agency, needs, english))
    return AgencyList(items=shown.items, next_cursor=shown.next_cursor)


def show_decision(tx: Transaction, account: str, project_id: str) -> DecisionView:
    """How the agency was found, the last time the project was submitted; raises NotFound."""
    project = visible_project(tx, account, project_id)
    decided = select(AgencyDecision).where(AgencyDecision.project_id == project.id)
    row = tx.exec(decided.order_by(col(AgencyDecision.id).desc())).first()
    agency = tx.get(Agency, row.agency_id) if row else None
    if row is None or agency is None:
        raise NotFound
    said, turn = ASSIGNED_BY[row.assigned_by], row.turn or {}
    return DecisionView.model_validate({
        **turn,
        "assigned_by": row.assigned_by, "text": said.zh, "text_en": said.en, "decided_at": row.decided_at,
        "agency": agency_ref(agency), "skipped": [_skipped(one) for one in turn.get("skipped", ())],
    })  # fmt: skip


def _skipped(one: Mapping[str, str]) -> SkippedView:
    title = REASON_TITLES[one["reason"]]
    return SkippedView(**one, reason_title=title.zh, reason_title_en=title.en)


def _judged(agency: Agency, needs: ProjectNeeds | None, english: bool) -> AgencyView:
    shown = agency.model_dump(include=set(AgencyView.model_fields)) | _class_titles(agency)
    if needs is None:
        return AgencyView(**shown)
    reasons = reasons_against(agency_facts(agency), needs)
    worded = tuple(ReasonView(code=reason.code, detail=reason.en if english else reason.zh) for reason in reasons)
    return AgencyView(**shown, eligible=not reasons, reasons=worded)


def _class_titles(agency: Agency) -> dict[str, str]:
    known = CLASSES[agency.agency_class]
    return {"class_name": known["zh"], "class_title_en": known["en"]}
