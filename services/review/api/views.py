"""What several routes show."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field
from sqlmodel import col, select

from services.review.rules.eligibility import CLASSES
from services.review.tables import Agency, Filing, Project, ProjectUnit
from shared.api import View
from shared.store import Unit

Status = Literal["received", "editing", "submitted", "withdrawn"]
AssignedBy = Literal["owner", "rotation"]


class UnitView(View):
    """A unit (单位) of a project, by its credit code."""

    credit_code: str
    name: str


class LinkedUnitView(UnitView):
    """A survey or design unit that joined by its link code."""

    role: Literal["survey", "design"]
    linked_at: datetime


class AgencyRef(View):
    """审图机构, in short."""

    id: str
    credit_code: str
    name: str
    agency_class: str = Field(examples=["class-1"])
    class_name: str = Field(examples=["一类"])


class ProjectView(View):
    """省平台项目. `application_id` is the filing it was last selected from; `application_ids` are all that live."""

    id: str
    status: Status
    project_code: str
    project_name: str
    scenario: str
    government_procurement: bool
    owner: UnitView
    units: list[LinkedUnitView]
    application_id: str | None
    application_ids: list[str]
    agency: AgencyRef | None
    assigned_by: AssignedBy | None
    pushed_at: datetime
    selected_at: datetime | None
    submitted_at: datetime | None


def project_view(unit: Unit, project: Project) -> dict[str, Any]:
    """ProjectView of a row."""
    filings = unit.exec(
        select(Filing).where(Filing.project_id == project.id, Filing.status != "withdrawn").order_by(col(Filing.id))
    ).all()
    agency = unit.get(Agency, project.agency_id) if project.agency_id else None
    shown = project.model_dump(include=set(ProjectView.model_fields))
    return shown | {
        "owner": {"credit_code": project.owner_code, "name": project.owner_name},
        "units": units_of(unit, project.id),
        "application_id": next((row.application_id for row in filings if row.id == project.filing_id), None),
        "application_ids": [row.application_id for row in filings],
        "agency": agency_ref(agency) if agency else None,
    }


def units_of(unit: Unit, project_id: str) -> list[dict[str, Any]]:
    """LinkedUnitViews, in the order they joined."""
    rows = unit.exec(select(ProjectUnit).where(ProjectUnit.project_id == project_id).order_by(col(ProjectUnit.id)))
    return [row.model_dump(include=set(LinkedUnitView.model_fields)) for row in rows]


def agency_ref(agency: Agency) -> dict[str, Any]:
    """AgencyRef of a row."""
    shown = agency.model_dump(include=set(AgencyRef.model_fields))
    return shown | {"class_name": CLASSES[agency.agency_class]["zh"]}
