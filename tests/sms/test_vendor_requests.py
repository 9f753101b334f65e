"""What a vendor's client asks for: a signature is good for once, and what it wants told again may be so long."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.sms.actions.use_nonce import use_nonce
from services.sms.vendors.alibaba.send import send_sms
from services.sms.vendors.refused import Refused
from shared.context import Context
from shared.service import Service
from tests import within

HERE, KEPT = Context(sandbox="default"), timedelta(minutes=15)
NOW = datetime(2026, 5, 18, 9, tzinfo=UTC)


async def test_a_signature_is_remembered_as_long_as_it_could_be_shown_again(sms: Service) -> None:
    async def used(nonce: str, after: timedelta) -> Any:
        return await within.write(sms.store, HERE, use_nonce, "key", nonce, NOW + after, KEPT)

    assert await used("a", timedelta(0)) is True
    assert await used("b", KEPT) is True
    assert await used("a", KEPT) is False, "another one does not make it forgotten before its time"
    assert await used("c", KEPT + timedelta(seconds=1)) is True
    assert await used("a", KEPT + timedelta(seconds=1)) is True, "too old for anybody to show it: gone"


@pytest.mark.parametrize(("length", "taken"), [(511, True), (512, False)])
async def test_what_is_told_again_is_shorter_than_512_bytes(sms: Service, length: int, taken: bool) -> None:
    asked = {"PhoneNumbers": "13800000001", "SignName": "示例科技", "TemplateCode": "SMS_9", "OutId": "x" * length}

    async def send() -> Any:
        return await within.write(sms.store, HERE, send_sms, asked, "key", limited=False)

    if taken:
        assert (await send())["BizId"]
    else:
        with pytest.raises(Refused):
            await send()
