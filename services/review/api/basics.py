"""完善基本信息 (S20): from 待完善 to 待申报."""

from typing import Annotated, Any

from fastapi import APIRouter
from fastapi import Body as JsonBody

from services.review.api.access import CallerDep
from services.review.procedures import basics as procedures
from services.review.rules.details import details_schemas
from services.review.views import basics as views
from shared.http.api import StoreDep
from shared.values.sensitive import OfForms

router = APIRouter(prefix="/review/projects/{project_id}/basic", tags=["basic information 基本信息"])


@router.get("")
async def show_basics(project_id: str, store: StoreDep, caller: CallerDep) -> views.Basics:
    """The basic information as it stands: at first what the city's one form had already."""
    return await store.read(views.show_basics, caller.code, project_id)


@router.put("")
async def put_basics(
    project_id: str, values: Annotated[Any, JsonBody(), OfForms(details_schemas)], store: StoreDep, caller: CallerDep
) -> views.Basics:
    """完善基本信息: the values themselves. Once complete, the project is to be prepared (待申报)."""
    return await procedures.save(store, caller.code, project_id, values)


@router.get("/schema")
async def show_schema(project_id: str, store: StoreDep, caller: CallerDep) -> dict[str, Any]:
    """JSON Schema of the complete basic information of this project."""
    return await store.read(views.show_schema, caller.code, project_id)
