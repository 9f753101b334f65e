"""Applications: opened, listed, looked at, checked, withdrawn, and their history (S9, S18)."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.hall import fields
from services.hall.api.owner import OwnerDep
from services.hall.bodies import OpenApplication, Withdrawal
from services.hall.procedures import applications
from services.hall.views.applications import (
    ApplicationList,
    ApplicationView,
    CheckView,
    History,
    OpenedView,
    show_application,
    show_applications,
    show_check,
    show_history,
)
from shared.http.api import Page, StoreDep

router = APIRouter(prefix="/hall/applications", tags=["applications 申报"])


@router.post("", status_code=201)
async def open_(body: OpenApplication, store: StoreDep, owner: OwnerDep) -> OpenedView:
    """办理: a new draft, as often as you like (S18)."""
    return await applications.open_(store, owner, **body.model_dump())


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
    return await store.read(show_applications, owner, page, status=status, project_id=project_id, stage=stage)


@router.get("/{application_id}")
async def read_application(application_id: str, store: StoreDep, owner: OwnerDep) -> ApplicationView:
    """One application."""
    return await store.read(show_application, owner, application_id)


@router.get("/{application_id}/check")
async def check(application_id: str, store: StoreDep, owner: OwnerDep) -> CheckView:
    """Whether it can be confirmed, and everything that stands in the way."""
    return await store.read(show_check, owner, application_id)


@router.post("/{application_id}/withdrawal")
async def withdraw(
    application_id: str, store: StoreDep, owner: OwnerDep, body: Withdrawal | None = None
) -> ApplicationView:
    """撤件: only what is confirmed and not yet in review."""
    return await applications.withdraw(store, owner, application_id, body.reason if body else "")


@router.get("/{application_id}/history")
async def read_history(application_id: str, store: StoreDep, owner: OwnerDep) -> History:
    """Every state it came into."""
    return await store.read(show_history, owner, application_id)
