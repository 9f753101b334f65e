"""What several routes show."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from sqlmodel import col, select

from services.review.rules import lifecycle
from services.review.rules.eligibility import CLASSES
from services.review.tables import Agency, Project, ProjectUnit
from shared.api import View
from shared.store import Unit


def _known(status: str) -> str:
    if status not in lifecycle.STATES:
        known = ", ".join(lifecycle.STATES)
        raise PydanticCustomError("literal_error", "Input should be one of {expected}", {"expected": known})
    return status


Status = Annotated[str, AfterValidator(_known), WithJsonSchema({"type": "string", "enum": list(lifecycle.STATES)})]
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
    """审图业务: the review of one filing, `application_id`; `application_ids` has that one."""

    id: str
    status: Status
    status_name: str = Field(examples=["待申报"])
    project_code: str
    project_name: str
    scenario: str
    government_procurement: bool
    owner: UnitView
    units: list[LinkedUnitView]
    application_id: str
    application_number: str
    application_ids: list[str]
    agency: AgencyRef | None
    assigned_by: AssignedBy | None
    pushed_at: datetime
    selected_at: datetime | None
    submitted_at: datetime | None


def project_view(unit: Unit, project: Project) -> dict[str, Any]:
    """ProjectView of a row."""
    state = lifecycle.STATES[project.status]
    agency = unit.get(Agency, project.agency_id) if project.agency_id else None
    shown = project.model_dump(include=set(ProjectView.model_fields))
    return shown | {
        "owner": {"credit_code": project.owner_code, "name": project.owner_name},
        "units": units_of(unit, project.id),
        "status_name": state.en if unit.context.language == "en" else state.zh,
        "application_ids": [project.application_id],
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
