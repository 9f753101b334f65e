"""完善项目详细信息 (S20)."""

from typing import Annotated, Any

from fastapi import APIRouter
from fastapi import Body as JsonBody

from services.review.actions.save_details import save_details
from services.review.api.access import CallerDep
from services.review.lookups.find import owned_project, visible_project
from services.review.lookups.standing import require_open
from services.review.rules.details import complete_example, form_of, judge
from services.review.tables import Filing, Project
from shared.api import StoreDep, View
from shared.errors import RequestInvalid
from shared.store import Unit

router = APIRouter(prefix="/review/projects/{project_id}/details", tags=["details 项目详细信息"])


class Details(View):
    """`missing` are JSON pointers into `values`; `example` is a complete document for this very project."""

    values: dict[str, Any]
    missing: list[str]
    example: dict[str, Any]


@router.get("")
async def show_details(project_id: str, store: StoreDep, caller: CallerDep) -> Details:
    """The details as they stand: at first what the city's one form had already."""
    return await store.read(_details, caller.code, project_id)


@router.put("")
async def put_details(
    project_id: str, values: Annotated[Any, JsonBody()], store: StoreDep, caller: CallerDep
) -> Details:
    """Save the values themselves: they may be incomplete, never ill-typed."""
    scenario, read = await store.read(_judged, caller.code, project_id, values)
    await store.write(_save, caller.code, project_id, scenario, read)
    return await store.read(_details, caller.code, project_id)


@router.get("/schema")
async def show_schema(project_id: str, store: StoreDep, caller: CallerDep) -> dict[str, Any]:
    """JSON Schema of the complete details of this project."""
    return await store.read(_schema, caller.code, project_id)


def _details(unit: Unit, account: str, project_id: str) -> Details:
    project = visible_project(unit, account, project_id, "details")
    missing = judge(project.scenario, project.details).missing
    example = complete_example(project.scenario, _filed(unit, project), project.details)
    return Details(values=project.details, missing=list(missing), example=example)


def _filed(unit: Unit, project: Project) -> dict[str, Any]:
    form: dict[str, Any] = unit.get_one(Filing, project.id).content.get("form", {})
    return form


def _judged(unit: Unit, account: str, project_id: str, values: Any) -> tuple[str, dict[str, Any]]:
    """The scenario the values were found good for, and they as they are kept; judged by a reader, since that can take
    a while.
    """
    project = owned_project(unit, account, project_id)
    require_open(project, "details")
    judgement = judge(project.scenario, values)
    if judgement.errors:
        raise RequestInvalid(errors=judgement.errors, wrong=judgement.wrong)
    return project.scenario, judgement.values


def _save(unit: Unit, account: str, project_id: str, scenario: str, values: dict[str, Any]) -> None:
    save_details(unit, account, project_id, scenario, values)


def _schema(unit: Unit, account: str, project_id: str) -> dict[str, Any]:
    return dict(form_of(visible_project(unit, account, project_id, "details").scenario).schema)
