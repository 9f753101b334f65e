"""办理: the matters and scenarios on offer for a project, and the form of each scenario (S7, S9)."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from services.hall import fields
from services.hall.api.owner import OwnerDep
from services.hall.views.matters import MatterList, ScenarioList, show_form_schema, show_matters, show_scenarios
from shared.http.api import StoreDep

router = APIRouter(prefix="/hall", tags=["matters 事项"])


@router.get("/projects/{project_id}/matters")
async def list_matters(
    project_id: str, store: StoreDep, owner: OwnerDep, stage: Annotated[fields.Stage, Query()] = "construction-permit"
) -> MatterList:
    """The matters of a stage for this project's type."""
    return await store.read(show_matters, owner, project_id, stage)


@router.get("/scenarios")
async def list_scenarios(owner: OwnerDep) -> ScenarioList:
    """The scenarios of every matter."""
    return show_scenarios()


@router.get("/scenarios/{scenario}/form")
async def read_form_schema(scenario: str, store: StoreDep, owner: OwnerDep) -> dict[str, Any]:
    """JSON Schema 2020-12 of the one form (一张表单), with a complete valid document in `examples[0]`: a persona's."""
    return await store.read(show_form_schema, scenario)
