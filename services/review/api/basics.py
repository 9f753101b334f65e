"""完善基本信息 (S20): from 待完善 to 待申报."""

from typing import Annotated, Any

from fastapi import APIRouter
from fastapi import Body as JsonBody

from services.review.actions.save_basics import save_basics
from services.review.api.access import CallerDep
from services.review.lookups.find import owned_project, visible_project
from services.review.lookups.standing import require_open
from services.review.rules.basics import basics_example, basics_in, basics_of, judge_basics
from services.review.tables import Filing, Project
from services.review.views.projects import Status
from shared.api import StoreDep, View
from shared.errors import RequestInvalid
from shared.store import Unit

router = APIRouter(prefix="/review/projects/{project_id}/basic", tags=["basic information 基本信息"])


class Basics(View):
    """`missing` are JSON pointers into `values`; `example` is complete for this very project."""

    values: dict[str, Any]
    missing: list[str]
    example: dict[str, Any]
    status: Status


@router.get("")
async def show_basics(project_id: str, store: StoreDep, caller: CallerDep) -> Basics:
    """The basic information as it stands: at first what the city's one form had already."""
    return await store.read(_basics, caller.code, project_id)


@router.put("")
async def put_basics(project_id: str, values: Annotated[Any, JsonBody()], store: StoreDep, caller: CallerDep) -> Basics:
    """完善基本信息: the values themselves. Once complete, the project is to be prepared (待申报)."""
    judged = await store.read(_judged, caller.code, project_id, values)
    await store.write(save_basics, caller.code, project_id, judged)
    return await store.read(_basics, caller.code, project_id)


@router.get("/schema")
async def show_schema(project_id: str, store: StoreDep, caller: CallerDep) -> dict[str, Any]:
    """JSON Schema of the complete basic information of this project."""
    return await store.read(_schema, caller.code, project_id)


def _basics(unit: Unit, account: str, project_id: str) -> Basics:
    project = visible_project(unit, account, project_id, "basics")
    values = basics_in(project.scenario, project.details)
    filed: dict[str, Any] = unit.get_one(Filing, project.id).content.get("form", {})
    return Basics(
        values=values,
        missing=list(judge_basics(project.scenario, values).missing),
        example=basics_example(project.scenario, filed, project.details),
        status=project.status,
    )


def _judged(unit: Unit, account: str, project_id: str, values: Any) -> dict[str, Any]:
    project = owned_project(unit, account, project_id)
    require_open(project, "basics")
    judgement = judge_basics(project.scenario, values)
    if judgement.errors:
        raise RequestInvalid(errors=judgement.errors, wrong=judgement.wrong)
    return dict(judgement.values)


def _schema(unit: Unit, account: str, project_id: str) -> dict[str, Any]:
    project: Project = visible_project(unit, account, project_id, "basics")
    return dict(basics_of(project.scenario).schema)
