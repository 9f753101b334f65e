# Made by `make docs` from the OpenAPI documents: change the server, not this file.
"""What sms says and hears."""

from __future__ import annotations

from typing import Literal, TypedDict


class MessageList(TypedDict):
    """A page of messages, oldest first."""

    items: list[MessageView]
    next_cursor: str | None


class MessageView(TypedDict):
    """A text (短信)."""

    id: str
    to: str
    sign: str
    template: str
    template_name: str
    template_title: str
    template_title_en: str
    text: str
    vars: dict[str, str]
    parts: int
    status: Literal["queued", "sent", "delivered", "failed"]
    report_code: str
    report: str
    journey: str | None
    cause_event: str
    created_at: str
    sent_at: str | None
    delivered_at: str | None
