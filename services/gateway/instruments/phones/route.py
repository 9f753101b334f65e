"""手机: what the texts on a simulated phone say; the only place that shows passwords and codes."""

from datetime import datetime
from typing import Annotated

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field

from services.gateway.instruments.entrance import CallerDep, PeersDep, sim_router
from services.gateway.instruments.phones.act import Texts, read_phone
from shared.api import View
from shared.fields import Mobile

router = sim_router("phones 手机")


class TextView(View):
    """短信: as the message service shows it. `vars` hold the account, the initial password, the code …"""

    model_config = ConfigDict(extra="allow")

    id: str
    to: str
    template: str
    text: str
    vars: dict[str, str]
    status: str
    report_code: str
    created_at: datetime


class TextList(View):
    """Texts, oldest first: the newest is the last one."""

    items: list[TextView]
    next_cursor: None = None


class MessagesQuery(BaseModel):
    """Which texts, and for how long to wait for one."""

    wait: float = Field(0, ge=0, le=60, allow_inf_nan=False, description="Seconds to wait for a text.")
    after: str | None = Field(None, max_length=80, description="Only texts after this one (its id).")
    template: str | None = Field(None, max_length=40, description="id or name, e.g. `account-created`.")


@router.get("/phones/{phone}/messages")
async def messages(
    caller: CallerDep,
    peers: PeersDep,
    phone: Annotated[Mobile, Path()],
    query: Annotated[MessagesQuery, Query()],
) -> TextList:
    """Every text that reached this phone, oldest first; those that did not are in `/sms/messages`.

    The number as people write it: 138 0000 0001, +8613800000001.

    With `wait`, as soon as there is one that matches; after that time, whatever there is.
    """
    texts = await read_phone(caller, peers, Texts(phone, query.template, query.after), query.wait)
    return TextList(items=[TextView(**text) for text in texts])
