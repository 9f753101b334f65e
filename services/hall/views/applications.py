"""Applications as their owner sees them: each by itself, in a list, what a check found, and their history."""

from datetime import datetime
from functools import partial
from typing import Any

from pydantic import Field
from sqlmodel import col, select

from services.hall import fields
from services.hall.lookups.assess import check_application, is_ready_now
from services.hall.lookups.find import find_application
from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.lifecycle import STATES
from services.hall.rules.owner import Owner
from services.hall.rules.scenario_fit import unusual
from services.hall.tables import Application, Project
from services.hall.views.problems import ProblemView, problem_views
from shared.store import Transaction
from shared.views import PageQuery, View, page_of


class ApplicationView(View):
    """A filing (申报): its number, where it stands, and what it is about."""

    id: str
    number: str
    status: fields.Status
    status_title: str
    status_title_en: str
    project_id: str
    project_code: str
    project_name: str
    engineering_code: str
    stage: str
    matter: str
    scenario: str
    scenario_title: str
    scenario_title_en: str
    ready: bool = Field(description="form and materials are complete and valid; the same in check and confirmation")
    created_at: datetime
    updated_at: datetime
    confirmed_at: datetime | None


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


class StateView(View):
    """A state the application came into; `handling_code` as in the exchange standard (办理状态)."""

    status: fields.Status
    title: str
    title_en: str
    handling_code: int | None
    reason: str
    at: datetime


class History(View):
    """All states so far, oldest first."""

    items: list[StateView]
    next_cursor: None = None


_SHOWN = set(ApplicationView.model_fields) & set(Application.model_fields)


def application_view(tx: Transaction, application: Application) -> ApplicationView:
    """As the applicant sees it today."""
    return ApplicationView.model_validate(
        {
            **application.model_dump(include=_SHOWN),
            "status_title": STATES[application.status].title,
            "status_title_en": STATES[application.status].en,
            "scenario_title": CATALOGUE.scenarios[application.scenario].title,
            "scenario_title_en": CATALOGUE.scenarios[application.scenario].en,
            "ready": is_ready_now(tx, application),
        }
    )


def opened_view(tx: Transaction, application: Application) -> OpenedView:
    """A new draft, and what is unusual about it."""
    project = tx.get_one(Project, application.project_id)
    warnings = problem_views(tx, unusual(project.project_type, application.scenario, "/scenario"))
    return OpenedView(**application_view(tx, application).model_dump(), warnings=warnings)


def show_application(tx: Transaction, owner: Owner, application_id: str) -> ApplicationView:
    """The owner's application; raises NotFound."""
    return application_view(tx, find_application(tx, owner, application_id))


def show_applications(tx: Transaction, /, owner: Owner, page: PageQuery, **wanted: str | None) -> ApplicationList:
    """The owner's applications, oldest first; of one status, project_id or stage when named."""
    return _listed(tx, owner, page, wanted, newest=False)


def show_latest_applications(
    tx: Transaction, /, owner: Owner, page: PageQuery, **wanted: str | None
) -> ApplicationList:
    """The same, newest first."""
    return _listed(tx, owner, page, wanted, newest=True)


def _listed(
    tx: Transaction, owner: Owner, page: PageQuery, wanted: dict[str, str | None], *, newest: bool
) -> ApplicationList:
    mine = select(Application).where(Application.credit_code == owner.credit_code)
    named = {name: value for name, value in wanted.items() if value is not None}
    view = partial(application_view, tx)
    shown = page_of(tx, mine.filter_by(**named), col(Application.id), page, view, newest)
    return ApplicationList(items=shown.items, next_cursor=shown.next_cursor)


def show_check(tx: Transaction, owner: Owner, application_id: str) -> CheckView:
    """Whether it could be confirmed now; raises NotFound."""
    application = find_application(tx, owner, application_id)
    problems, warnings = check_application(tx, application)
    ready = is_ready_now(tx, application)
    return CheckView(ready=ready, problems=problem_views(tx, problems), warnings=problem_views(tx, warnings))


def show_history(tx: Transaction, owner: Owner, application_id: str) -> History:
    """Every state it came into; raises NotFound."""
    application = find_application(tx, owner, application_id)
    return History(items=[_state(change) for change in application.history])


def _state(change: dict[str, Any]) -> StateView:
    state = STATES[change["status"]]
    titles = {"title": state.title, "title_en": state.en}
    return StateView.model_validate({**change, **titles, "handling_code": state.handling_code})
