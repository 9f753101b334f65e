"""Wait for a text where it arrives, without a timer: whoever reads the feed tells."""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Any

from services.sms.lookups.texts_on_phone import texts_on_phone
from services.sms.rules.wordings import template_id
from services.sms.views.messages import texts
from shared.context import current
from shared.http.host import Host
from shared.instruments.contract.texts import Texts

PATIENCE = 0.1
"""Who waited long already may wait a tenth of that again: looking takes a reader, and nobody notices so little."""

LONGEST_PAUSE = 0.05
"""From one look to the next, however often something happens."""


async def wait_for_texts(service: Host, phone: str, after: str, template: str, seconds: float) -> Texts:
    """The first texts after that one, of this template unless it is empty, as soon as there are any; after `seconds`,
    or when the service is to stop, whatever there is."""
    only = template_id(template)

    async def look() -> Sequence[Mapping[str, Any]]:
        return await service.store.read(texts_on_phone, phone, after, only)

    found = await look()
    if found or seconds <= 0 or service.draining:
        return texts(found)
    started = monotonic()
    async with service.follower.following(current().sandbox) as moved:
        while True:
            ticket, looked = moved.ticket(), monotonic()
            found = await look()
            left = started + seconds - monotonic()
            if found or left <= 0 or service.draining:
                return texts(found)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await ticket.wait()
            await asyncio.sleep(looked + min((looked - started) * PATIENCE, LONGEST_PAUSE) - monotonic())
