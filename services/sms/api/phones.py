"""Inner door: phones, what stands on one, and waiting for it here, where it arrives; for the control plane only."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from services.sms.procedures.wait_for_texts import wait_for_texts
from services.sms.rules.wordings import wordings
from services.sms.views.messages import show_text
from services.sms.views.phones import show_phones
from shared.http.api import StoreDep
from shared.http.host import host_of
from shared.instruments.contract.texts import Phones, PhonesAsked, Template, Templates, Text, Texts
from shared.instruments.questions import PHONES, PREFIX, TEMPLATES, TEXT, TEXTS
from shared.values.fields import Mobile

router = APIRouter(prefix=PREFIX)

LONGEST_WAIT = 20.0


class TextsQuery(BaseModel):
    """Which texts, and for how many seconds to wait for one."""

    to: Mobile
    after: str = ""
    template: str = ""
    wait: float = Field(0, ge=0, le=LONGEST_WAIT)


@TEXTS.on(router)
async def texts_on_phone(request: Request, query: Annotated[TextsQuery, Query()]) -> Texts:
    """The first texts after that one, oldest first; waits until there is one."""
    return await wait_for_texts(host_of(request), query.to, query.after, query.template, query.wait)


@TEXT.on(router)
async def one_text(store: StoreDep, message_id: str) -> Text:
    """One text by its id, on whichever phone it is."""
    return await store.read(show_text, message_id)


@TEMPLATES.on(router)
async def templates() -> Templates:
    """What texts there are."""
    return Templates(items=[Template(id=one.id, name=one.name) for one in wordings().values()])


@PHONES.on(router)
async def phones(store: StoreDep, asked: Annotated[PhonesAsked, Query()]) -> Phones:
    """Every number that was texted, the one that was texted last first."""
    return await store.read(show_phones, asked.before, asked.limit)
