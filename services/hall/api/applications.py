"""Applications: opened, listed, looked at, checked, withdrawn, and their history (S9, S18)."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from sqlmodel import col, select

from services.hall import fields
from services.hall.actions.open_application import open_application
from services.hall.actions.steps.assess import check_application, is_ready_now
from services.hall.actions.withdraw_application import withdraw_application
from services.hall.api.owner import OwnerDep
from services.hall.lookups.find import find_application
from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.lifecycle import STATES
from services.hall.rules.owner import Owner
from services.hall.rules.scenario_fit import unusual
from services.hall.tables import Application, Project
from shared.api import Body, Page, PageQuery, StoreDep, View, page_of
from shared.errors import FieldError
from shared.store import Unit

router = APIRouter(prefix="/hall/applications", tags=["applications 申报"])


class OpenApplication(Body):
    """办理 → 施工许可阶段 → 联合审图 → 情形."""

    project_id: Annotated[str, Field(max_length=64)]
    stage: fields.Stage
    matter: fields.Matter
    scenario: fields.Scenario


class ApplicationView(View):
    """A filing (申报): its number, where it stands, and what it is about."""

    id: str
    number: str
    status: fields.Status
    status_title: str
    project_id: str
    project_code: str
    project_name: str
    engineering_code: str
    stage: str
    matter: str
    scenario: str
    scenario_title: str
    ready: bool = Field(description="form and materials are complete and valid; the same in check and confirmation")
    created_at: datetime
    updated_at: datetime
    confirmed_at: datetime | None


class ProblemView(View):
    """What stands in the way or is odd: a JSON pointer into the form, or /materials/{code}."""

    code: str
    pointer: str
    detail: str


class OpenedView(ApplicationView):
    """A new draft; `warnings` when the scenario is unusual for the type of project. It can be gone on with."""

    warnings: list[ProblemView]


class ApplicationList(View):
    """One page of applications."""

    items: list[ApplicationView]
    next_cursor: str | None


class CheckView(View):
    """Whether the application can be confirmed; `problems` is empty when it can. `warnings` stop nobody."""

    ready: bool
    problems: list[ProblemView]
    warnings: list[ProblemView]


class Withdrawal(Body):
    """撤件, with a reason if you like."""

    reason: Annotated[str, Field(max_length=200)] = ""


class StateView(View):
    """A state the application came into; `handling_code` as in the exchange standard (办理状态)."""

    status: fields.Status
    title: str
    handling_code: int | None
    reason: str
    at: datetime


class History(View):
    """All states so far, oldest first."""

    items: list[StateView]
    next_cursor: None = None


@router.post("", status_code=201)
async def open_(body: OpenApplication, store: StoreDep, owner: OwnerDep) -> OpenedView:
    """办理: a new draft, as often as you like (S18)."""
    return await store.write(lambda unit: _opened(unit, open_application(unit, owner, **body.model_dump())))


@router.get("")
async def list_applications(
    page: Page,
    store: StoreDep,
    owner: OwnerDep,
    status: Annotated[fields.Status | None, Query()] = None,
    project_id: Annotated[str | None, Query(max_length=64)] = None,
    stage: Annotated[fields.Stage | None, Query()] = None,
) -> ApplicationList:
    """用户中心: the owner's applications, oldest first; of one status, project or stage when named."""
    return ApplicationList.model_validate(
        await store.read(_listed, owner, page, status=status, project_id=project_id, stage=stage)
    )


@router.get("/{application_id}")
async def read_application(application_id: str, store: StoreDep, owner: OwnerDep) -> ApplicationView:
    """One application."""
    return await store.read(lambda unit: view_of(unit, find_application(unit, owner, application_id)))


@router.get("/{application_id}/check")
async def check(application_id: str, store: StoreDep, owner: OwnerDep) -> CheckView:
    """Whether it can be confirmed, and everything that stands in the way."""
    return await store.read(_check, owner, application_id)


@router.post("/{application_id}/withdrawal")
async def withdraw(
    application_id: str, store: StoreDep, owner: OwnerDep, body: Withdrawal | None = None
) -> ApplicationView:
    """撤件: only what is confirmed and not yet in review."""
    reason = body.reason if body else ""
    return await store.write(lambda unit: view_of(unit, withdraw_application(unit, owner, application_id, reason)))


@router.get("/{application_id}/history")
async def read_history(application_id: str, store: StoreDep, owner: OwnerDep) -> History:
    """Every state it came into."""
    return await store.read(_history, owner, application_id)


_SHOWN = set(ApplicationView.model_fields) & set(Application.model_fields)


def view_of(unit: Unit, application: Application) -> ApplicationView:
    """As the applicant sees it."""
    return ApplicationView.model_validate(
        {
            **application.model_dump(include=_SHOWN),
            "status_title": STATES[application.status].title,
            "scenario_title": CATALOGUE.scenarios[application.scenario].title,
            "ready": is_ready_now(unit, application),
        }
    )


def _opened(unit: Unit, application: Application) -> OpenedView:
    project = unit.get_one(Project, application.project_id)
    warnings = shown(unit, unusual(project.project_type, application.scenario, "/scenario"))
    return OpenedView(**view_of(unit, application).model_dump(), warnings=warnings)


def _listed(unit: Unit, /, owner: Owner, page: PageQuery, **wanted: str | None) -> dict[str, Any]:
    mine = select(Application).where(Application.credit_code == owner.credit_code)
    named = {name: value for name, value in wanted.items() if value is not None}
    return page_of(unit, mine.filter_by(**named), col(Application.id), page, partial(view_of, unit))


def _check(unit: Unit, owner: Owner, application_id: str) -> CheckView:
    application = find_application(unit, owner, application_id)
    problems, warnings = check_application(unit, application)
    ready = is_ready_now(unit, application)
    return CheckView(ready=ready, problems=shown(unit, problems), warnings=shown(unit, warnings))


def shown(unit: Unit, errors: Iterable[FieldError]) -> list[ProblemView]:
    """In the language of the request."""
    return [ProblemView.model_validate(error.rendered(unit.context.language)) for error in errors]


def _history(unit: Unit, owner: Owner, application_id: str) -> History:
    application = find_application(unit, owner, application_id)
    return History(items=[_state(change) for change in application.history])


def _state(change: dict[str, Any]) -> StateView:
    state = STATES[change["status"]]
    return StateView.model_validate({**change, "title": state.title, "handling_code": state.handling_code})
