"""完善项目详细信息 (S20)."""

from typing import Annotated, Any

from fastapi import APIRouter
from fastapi import Body as JsonBody

from services.review.api.access import CallerDep
from services.review.procedures import details as procedures
from services.review.rules.details import details_schemas
from services.review.views import details as views
from shared.http.api import StoreDep
from shared.values.sensitive import OfForms

router = APIRouter(prefix="/review/projects/{project_id}/details", tags=["details 项目详细信息"])


@router.get("")
async def show_details(project_id: str, store: StoreDep, caller: CallerDep) -> views.Details:
    """The details as they stand: at first what the city's one form had already."""
    return await store.read(views.show_details, caller.code, project_id)


@router.put("")
async def put_details(
    project_id: str, values: Annotated[Any, JsonBody(), OfForms(details_schemas)], store: StoreDep, caller: CallerDep
) -> views.Details:
    """Save the values themselves: they may be incomplete, never ill-typed."""
    return await procedures.save(store, caller.code, project_id, values)


@router.get("/schema")
async def show_schema(project_id: str, store: StoreDep, caller: CallerDep) -> dict[str, Any]:
    """JSON Schema of the complete details of this project."""
    return await store.read(views.show_schema, caller.code, project_id)
