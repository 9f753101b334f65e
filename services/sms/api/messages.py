"""The messages, for testers: what was texted to whom, and what became of it.

No login: numbers here are invented. They hold codes and passwords, so SHENTU_SIM_TOKEN protects them where it is set.
"""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import Field
from sqlmodel import col, select

from services.sms.rules.reports import Status, reports
from services.sms.rules.wordings import wordings
from services.sms.tables import Message
from shared.api import Page, PageQuery, StoreDep, View, page_of, sandbox_by_token
from shared.errors import NotFound
from shared.fields import Mobile
from shared.sim_token import require_sim_token
from shared.store import Unit

router = APIRouter(
    prefix="/sms", tags=["messages 短信"], dependencies=[Depends(require_sim_token), Depends(sandbox_by_token)]
)


class MessageView(View):
    """A text (短信). `parts` counts short messages; `vars` are what the template was filled with."""

    id: str
    to: str
    sign: str
    template: str = Field(examples=["T3"])
    template_name: str = Field(examples=["account-created"])
    text: str
    vars: dict[str, str]
    parts: int
    status: Status
    report_code: str = Field(examples=["DELIVRD"])
    report: str = Field(examples=["用户接收成功"])
    journey: str | None
    cause_event: str
    created_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None


class MessageList(View):
    """A page of messages, oldest first."""

    items: list[MessageView]
    next_cursor: str | None


@router.get("/messages")
async def list_messages(
    store: StoreDep,
    page: Page,
    to: Annotated[Mobile | None, Query()] = None,
    template: Annotated[str | None, Query(max_length=40, description="id or name: `T3`, `account-created`")] = None,
    status: Status | None = None,
    journey: Annotated[str | None, Query(max_length=64)] = None,
) -> MessageList:
    """The sandbox's messages, oldest first."""
    wanted = {"to": to, "template": template and template_id(template), "status": status, "journey": journey}
    return MessageList(**await store.read(_page, page, wanted))


@router.get("/messages/{message_id}")
async def show_message(message_id: str, store: StoreDep) -> MessageView:
    """One message."""
    return MessageView(**await store.read(_one, message_id))


def _page(unit: Unit, page: PageQuery, wanted: dict[str, str | None]) -> dict[str, Any]:
    statement = select(Message)
    for name, value in wanted.items():
        if value is not None:
            statement = statement.where(col(getattr(Message, name)) == value)
    return page_of(unit, statement, col(Message.id), page, _view)


def template_id(called: str) -> str:
    """Templates go by id or by name."""
    return next((wording.id for wording in wordings().values() if wording.name == called), called)


def _one(unit: Unit, message_id: str) -> dict[str, Any]:
    message = unit.get(Message, message_id)
    if message is None:
        raise NotFound
    return _view(message)


def _view(message: Message) -> dict[str, Any]:
    return told(message.model_dump(exclude={"sandbox"}))


def told(message: dict[str, Any]) -> dict[str, Any]:
    """A message's columns, and what its template and its report code are called."""
    report = reports()[message["report_code"]]
    named = {"template_name": wordings()[message["template"]].name, "report": f"{report.zh} ({report.en})"}
    return message | named
