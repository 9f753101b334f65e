"""申报业务确认: phone, code, 确认 (S14)."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Header
from pydantic import Field

from services.hall import fields
from services.hall.actions.confirm_application import Confirmed, confirm_application
from services.hall.actions.request_verification_code import request_verification_code
from services.hall.api.owner import OwnerDep
from services.hall.rules.limits import PHONE_CODE
from services.hall.views.problems import ProblemView
from shared.api import Body, StoreDep, View

router = APIRouter(prefix="/hall/applications/{application_id}", tags=["confirmation 申报业务确认"])


Key = Annotated[str, Field(min_length=1, max_length=200)]


class CodeWanted(Body):
    """Where to text the code."""

    phone: fields.Mobile


class CodeSent(View):
    """A code is on its way; seconds until it expires, and until another may be asked for."""

    expires_in: int
    retry_after: int


class Confirmation(Body):
    """The phone and the code it got."""

    phone: fields.Mobile
    code: Annotated[str, Field(pattern=r"^[0-9]{6}$", examples=["123456"]), fields.Digits]


class ConfirmedView(View):
    """What the applicant is told; the account for the review platform comes by SMS to the project leader (S15)."""

    id: str
    number: str
    status: fields.Status
    project_code: str
    project_name: str
    confirmed_at: datetime
    message: str
    warnings: list[ProblemView] = Field(description="what is odd about the form; it stops nobody")


@router.post("/verification-code", status_code=202)
async def request_code(application_id: str, body: CodeWanted, store: StoreDep, owner: OwnerDep) -> CodeSent:
    """Text a code to this phone: good once, for five minutes, one a minute."""
    await store.write(request_verification_code, owner, application_id, body.phone)
    return CodeSent(
        expires_in=int(PHONE_CODE.lifetime.total_seconds()), retry_after=int(PHONE_CODE.interval.total_seconds())
    )


@router.post("/confirmation")
async def confirm(
    application_id: str,
    body: Confirmation,
    store: StoreDep,
    owner: OwnerDep,
    idempotency_key: Annotated[Key | None, Header()] = None,
) -> ConfirmedView:
    """确认: once. With an `Idempotency-Key` the same request gets the same answer again."""
    told = await store.write(confirm_application, owner, application_id, body.phone, body.code, idempotency_key)
    return ConfirmedView(**told._asdict(), message=_message(told))


def _message(told: Confirmed) -> str:
    return (
        f"您于{told.confirmed_at:%Y-%m-%d %H:%M}申请的【{told.project_name}】联合审图已提交，申请编号{told.number}。"
        "省图审系统将向建设单位项目负责人手机号发送短信，请登录河南省勘察设计质量监管平台进行后续审图。"
    )
