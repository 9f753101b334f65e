"""Messages as testers and the control plane see them: what was texted to whom, and what became of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field
from sqlmodel import col, select

from services.sms.lookups.texts_on_phone import PAGE
from services.sms.rules.reports import Status, report_of
from services.sms.rules.wordings import template_id, wording_of
from services.sms.tables import Message
from shared.errors import NotFound
from shared.instruments.contract.texts import Text, Texts
from shared.store import Transaction
from shared.values.sensitive import PHONE, SECRET
from shared.views import PageQuery, View, page_of


class MessageView(View):
    """A text (短信). `parts` counts short messages; `vars` are what the template was filled with."""

    id: str
    to: Annotated[str, PHONE]
    sign: str
    template: str = Field(examples=["T3"])
    template_name: str = Field(examples=["account-created"])
    template_title: str = Field(examples=["项目推送（新建账号）"])
    template_title_en: str = Field(examples=["Project pushed (new account)"])
    text: Annotated[str, SECRET]
    vars: Annotated[dict[str, str], SECRET]
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


def message_view(columns: Mapping[str, Any]) -> MessageView:
    """A message of its columns."""
    return MessageView.model_validate(named(columns))


def named(columns: Mapping[str, Any]) -> dict[str, Any]:
    """A message of its columns, and what its template and its report code are called."""
    report = report_of(columns["report_code"])
    wording = wording_of(columns["template"])
    template = {"template_name": wording.name, "template_title": wording.title, "template_title_en": wording.en}
    return {**columns, **template, "report": f"{report.zh} ({report.en})"}


def show_message(tx: Transaction, message_id: str) -> MessageView:
    """One message; raises NotFound."""
    message = tx.get(Message, message_id)
    if message is None:
        raise NotFound
    return _view(message)


def show_text(tx: Transaction, message_id: str) -> Text:
    """The same for the control plane; raises NotFound."""
    return Text.model_validate(show_message(tx, message_id).model_dump())


def show_messages(
    tx: Transaction, /, page: PageQuery, template: str | None = None, **wanted: str | None
) -> MessageList:
    """The sandbox's messages, oldest first; of one template (id or name), `to`, `status` or `journey` when named."""
    wanted["template"] = template and template_id(template)
    named = {name: value for name, value in wanted.items() if value is not None}
    sent = select(Message).where(col(Message.number_of_copy) == 0).filter_by(**named)
    shown = page_of(tx, sent, col(Message.id), page, _view)
    return MessageList(items=shown.items, next_cursor=shown.next_cursor)


def _view(message: Message) -> MessageView:
    return message_view(message.model_dump(exclude={"life"}))


def texts(rows: Sequence[Mapping[str, Any]]) -> Texts:
    """The texts with these columns, up to `PAGE`."""
    return Texts(items=[Text.model_validate(named(columns)) for columns in rows], more=len(rows) == PAGE)
