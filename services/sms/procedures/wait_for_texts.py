"""Wait for a text where it arrives."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.sms.lookups.texts_on_phone import texts_on_phone
from services.sms.rules.wordings import template_id
from services.sms.views.messages import texts
from shared.context import current
from shared.http.host import Host
from shared.instruments.contract.texts import Texts
from shared.instruments.waiting import until


async def wait_for_texts(service: Host, phone: str, after: str, template: str, seconds: float) -> Texts:
    """The first texts after that one, of this template unless it is empty; waits up to `seconds` until there is one."""
    only = template_id(template)

    async def look() -> Sequence[Mapping[str, Any]]:
        return await service.store.read(texts_on_phone, phone, after, only)

    found = await until(look, bool, seconds, service.follower, current().sandbox, lambda: service.draining)
    return texts(found)
