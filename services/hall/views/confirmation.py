"""申报业务确认: what the applicant is told of the code and of the confirmation (S14)."""

from datetime import datetime

from pydantic import Field

from services.hall import fields
from services.hall.rules.confirmation import Confirmed
from services.hall.rules.limits import PHONE_CODE
from services.hall.views.problems import ProblemView, problem_views
from shared.store import Transaction
from shared.views import View


class CodeSent(View):
    """A code is on its way; seconds until it expires, and until another may be asked for."""

    expires_in: int
    retry_after: int


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


def code_sent() -> CodeSent:
    """A code went out just now."""
    return CodeSent(
        expires_in=int(PHONE_CODE.lifetime.total_seconds()), retry_after=int(PHONE_CODE.interval.total_seconds())
    )


def confirmed_view(tx: Transaction, confirmed: Confirmed) -> ConfirmedView:
    """The confirmation, in the language of the request."""
    shown = confirmed._asdict() | {"warnings": problem_views(tx, confirmed.warnings)}
    return ConfirmedView(**shown, message=_message(confirmed))


def _message(of: Confirmed) -> str:
    return (
        f"您于{of.confirmed_at:%Y-%m-%d %H:%M}申请的【{of.project_name}】联合审图已提交，申请编号{of.number}。"
        "省图审系统将向建设单位项目负责人手机号发送短信，请登录河南省勘察设计质量监管平台进行后续审图。"
    )
