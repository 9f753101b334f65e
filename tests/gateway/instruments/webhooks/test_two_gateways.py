"""Two gateways on one PostgreSQL database: one of them tells, and when it is gone, the other."""

from dataclasses import replace

from tests.gateway.instruments.test_two_gateways import Both, both
from tests.gateway.instruments.webhooks.receiver import receiving
from tests.gateway.instruments.world import CONFIRMED

__all__ = ["both"]


async def test_each_event_is_told_once_whoever_does_it(both: Both) -> None:
    one, other = both
    there = await one.new_sandbox()
    elsewhere = replace(other, sandbox=there.sandbox)
    async with receiving() as receiver:
        asked = {"url": receiver.url, "events": [CONFIRMED]}
        webhook = (await elsewhere.ask("POST", "/sim/webhooks", json=asked)).json()["id"]
        assert (await elsewhere.ask("POST", f"/sim/webhooks/{webhook}/ping")).json()["state"] == "delivered"
        for _ in range(10):
            await there.confirm()
        await there.idle()
        await elsewhere.idle()
        assert (len(receiver.came), set(receiver.ids.values())) == (11, {1})
        await one.gateway.stop()
        await elsewhere.confirm()
        await elsewhere.idle()
        assert (len(receiver.came), set(receiver.ids.values())) == (12, {1})
