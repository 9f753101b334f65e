"""一张表单: the one form of an application, kept as a draft until it is complete (S10, S18)."""

from typing import Annotated

from fastapi import APIRouter
from fastapi import Body as JsonBody

from services.hall.api.owner import OwnerDep
from services.hall.bodies import ReuseForm
from services.hall.fields import FormValues
from services.hall.procedures import form
from services.hall.views.form import FormView, show_form
from shared.http.api import StoreDep

router = APIRouter(prefix="/hall/applications/{application_id}/form", tags=["form 一张表单"])


@router.get("")
async def read_form(application_id: str, store: StoreDep, owner: OwnerDep) -> FormView:
    """What was filled in so far, what is missing, and a complete example for this very application."""
    return await store.read(show_form, owner, application_id)


@router.put("")
async def write_form(
    application_id: str, values: Annotated[FormValues, JsonBody()], store: StoreDep, owner: OwnerDep
) -> FormView:
    """Replace the values. They may be incomplete (暂存), never ill-typed: 422 `form-invalid` names each wrong field."""
    return await form.save(store, owner, application_id, values)


@router.post("/reuse")
async def reuse(application_id: str, body: ReuseForm, store: StoreDep, owner: OwnerDep) -> FormView:
    """数据共享: take over what another application's form has in common with this one."""
    return await form.reuse(store, owner, application_id, body.application_id, body.sections)
