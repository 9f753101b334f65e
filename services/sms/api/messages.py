"""The messages, for testers: what was texted to whom, and what became of it.

No login: numbers here are invented. They hold codes and passwords, so SHENTU_SIM_TOKEN protects them where it is set.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from services.sms.rules.reports import Status
from services.sms.views import messages
from services.sms.views.messages import MessageList, MessageView
from shared.http.api import Page, StoreDep, sandbox_by_token
from shared.http.sim_token import require_sim_token
from shared.values.fields import Mobile

router = APIRouter(
    prefix="/sms", tags=["messages 短信"], dependencies=[Depends(require_sim_token), Depends(sandbox_by_token)]
)


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
    return await store.read(messages.show_messages, page, template=template, to=to, status=status, journey=journey)


@router.get("/messages/{message_id}")
async def show_message(message_id: str, store: StoreDep) -> MessageView:
    """One message."""
    return await store.read(messages.show_message, message_id)
