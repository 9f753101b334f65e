"""一张表单: the one form of an application, kept as a draft until it is complete (S10, S18)."""

from typing import Annotated, Any

from fastapi import APIRouter
from fastapi import Body as JsonBody

from services.hall import fields
from services.hall.actions.reuse_form import reuse_form
from services.hall.actions.save_form import judge_form, save_form
from services.hall.api.owner import OwnerDep
from services.hall.lookups.assess import assess, example_of
from services.hall.lookups.find import find_application
from services.hall.rules.owner import Owner
from services.hall.rules.readiness import FormState
from services.hall.tables import Application
from services.hall.views.problems import ProblemView, problem_views
from shared.api import Body, StoreDep, View
from shared.store import Unit

router = APIRouter(prefix="/hall/applications/{application_id}/form", tags=["form 一张表单"])


class FormView(View):
    """The form as it is; a fresh one holds what the hall knows. `missing` are pointers to what a complete one still
    needs, `example` is a complete one.

    `problems` (fields that contradict one another) stop the confirmation, `warnings` do not.
    """

    values: dict[str, Any]
    missing: list[str]
    problems: list[ProblemView]
    warnings: list[ProblemView]
    example: dict[str, Any]
    reused_from: str | None


class ReuseForm(Body):
    """The application to take from: any of the same unit's (see `reusable`). `sections` names what is taken.

    Without it all sections come from an application of the same project, only the unit's own from another project's.
    """

    application_id: fields.Id
    sections: fields.Names = fields.left_out()


@router.get("")
async def read_form(application_id: str, store: StoreDep, owner: OwnerDep) -> FormView:
    """What was filled in so far, what is missing, and a complete example for this very application."""
    return await store.read(lambda unit: _judged(unit, owner, find_application(unit, owner, application_id)))


@router.put("")
async def write_form(
    application_id: str, values: Annotated[dict[str, Any], JsonBody()], store: StoreDep, owner: OwnerDep
) -> FormView:
    """Replace the values. They may be incomplete (暂存), never ill-typed: 422 `form-invalid` names each wrong field."""
    state = await store.read(judge_form, owner, application_id, values)
    return await store.write(lambda unit: _view(unit, owner, save_form(unit, owner, application_id, state), state))


@router.post("/reuse")
async def reuse(application_id: str, body: ReuseForm, store: StoreDep, owner: OwnerDep) -> FormView:
    """数据共享: take over what another application's form has in common with this one."""
    return await store.write(
        lambda unit: _judged(unit, owner, reuse_form(unit, owner, application_id, body.application_id, body.sections))
    )


def _judged(unit: Unit, owner: Owner, application: Application) -> FormView:
    return _view(unit, owner, application, assess(unit, application, application.form))


def _view(unit: Unit, owner: Owner, application: Application, state: FormState) -> FormView:
    return FormView(
        values=application.form,
        missing=list(state.missing),
        problems=problem_views(unit, state.problems),
        warnings=problem_views(unit, state.warnings),
        example=example_of(unit, owner, application),
        reused_from=application.form_reused_from,
    )
