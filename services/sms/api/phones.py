"""Inner door: what stands on a phone, and waiting for it here, where it arrives; for the control plane only."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from sqlalchemy import bindparam, or_, select

from services.sms.api.messages import template_id, told
from services.sms.tables import Message
from shared.api import View, service_state
from shared.context import current
from shared.control.waiting import until
from shared.fields import Mobile
from shared.store import Statement, Store, here, table_of

router = APIRouter(prefix="/internal/texts")

PAGE = 200
LONGEST_WAIT = 20.0

_messages = table_of(Message)
# What failed on the way never reached the phone (S17); /sms/messages shows it.
_ON_PHONE = Statement(
    select(*(column for column in _messages.columns if column.name != "sandbox"))
    .where(
        here(_messages),
        _messages.c.to == bindparam("phone"),
        _messages.c.id > bindparam("after"),
        _messages.c.status == "delivered",
        or_(_messages.c.template == bindparam("only"), bindparam("only") == ""),
    )
    .order_by(_messages.c.id)
    .limit(PAGE)
)


class TextsQuery(BaseModel):
    """Which texts, and for how many seconds to wait for one."""

    to: Mobile
    after: str = ""
    template: str = ""
    wait: float = Field(0, ge=0, le=LONGEST_WAIT)


class Texts(View):
    """Up to `PAGE` texts, and whether there may be more."""

    items: list[dict[str, Any]]
    more: bool


@router.get("")
async def texts_on_phone(request: Request, query: Annotated[TextsQuery, Query()]) -> Texts:
    """The first texts after that one, oldest first; waits until there is one."""
    service = service_state(request)
    wanted = {
        "phone": query.to, "after": query.after, "only": template_id(query.template),
    }  # fmt: skip
    found = await until(lambda: _look(service.store, wanted), bool, query.wait, service.follower,
                        current().sandbox, lambda: service.draining)  # fmt: skip
    return Texts(items=found, more=len(found) == PAGE)


async def _look(store: Store, wanted: dict[str, str]) -> list[dict[str, Any]]:
    return [told(row._asdict()) for row in await store.rows(_ON_PHONE, wanted)]
