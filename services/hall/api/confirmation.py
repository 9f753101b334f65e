"""申报业务确认: phone, code, 确认 (S14)."""

from typing import Annotated

from fastapi import APIRouter, Header
from pydantic import Field

from services.hall.api.owner import OwnerDep
from services.hall.bodies import CodeWanted, Confirmation
from services.hall.procedures import confirmation
from services.hall.views.confirmation import CodeSent, ConfirmedView
from shared.http.api import StoreDep

router = APIRouter(prefix="/hall/applications/{application_id}", tags=["confirmation 申报业务确认"])


Key = Annotated[str, Field(min_length=1, max_length=200)]


@router.post("/verification-code", status_code=202)
async def request_code(application_id: str, body: CodeWanted, store: StoreDep, owner: OwnerDep) -> CodeSent:
    """Text a code to this phone: good once, for five minutes, one a minute."""
    return await confirmation.request_code(store, owner, application_id, body.phone)


@router.post("/confirmation")
async def confirm(
    application_id: str,
    body: Confirmation,
    store: StoreDep,
    owner: OwnerDep,
    idempotency_key: Annotated[Key | None, Header()] = None,
) -> ConfirmedView:
    """确认: once. With an `Idempotency-Key` the same request gets the same answer again."""
    return await confirmation.confirm(store, owner, application_id, body.phone, body.code, idempotency_key)
