"""Keys for the vendors' clients of these tests."""

from typing import Any

from tests.gateway.instruments.world import World

PHONE, OTHER, BROKEN = "13800000001", "13800000077", "13800000404"
SIGN = "示例科技"


async def made(world: World, vendor: str, url: str = "http://gateway", **more: str) -> dict[str, Any]:
    """A key of this world's sandbox, for the simulator at this address."""
    answer = await world.ask("POST", "/sim/sms-keys", json={"vendor": vendor, **more}, headers={"Host": url[7:]})
    assert answer.status_code == 201, answer.text
    key: dict[str, Any] = answer.json()
    return key
