"""手机: what the texts on a simulated phone say; the only place that shows passwords and codes."""

from typing import Annotated

from fastapi import Path, Query

from services.gateway.instruments.entrance import CallerDep, PeersDep, sim_router
from services.gateway.instruments.phones.act import find_phones, read_phone
from services.gateway.instruments.phones.show import MessagesQuery, PhoneList, TextList
from shared.http.api import Page
from shared.instruments.contract.texts import TextsAsked
from shared.values.fields import Mobile
from shared.views import cursor_after

router = sim_router("phones 手机")


@router.get("/phones")
async def list_phones(peers: PeersDep, page: Page) -> PhoneList:
    """Every number of the sandbox that was texted, the one that was texted last first; secrets are masked."""
    phones, before = await find_phones(peers, page.after, page.limit)
    return PhoneList(items=phones, next_cursor=cursor_after(before) if before else None)


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
    wanted = TextsAsked(to=phone, template=query.template or "", after=query.after or "")
    return TextList(items=await read_phone(caller, peers, wanted, query.wait))
