"""Every transport there is, for the tests that run on each; `FEATURES` says what only some can."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from shared.bus.contract import Bus, Receive
from shared.bus.local import Hub, LocalBus
from shared.bus.rabbit import RabbitBus
from tests.shared.bus.ends import FAST

FEATURES: dict[str, set[str]] = {"local": set(), "rabbit": {"stores", "replicas"}}
"""stores: what is confirmed waits for a subscriber that is away (on local it waits in the outbox, unconfirmed).
replicas: several processes of one service share its deliveries (local is one process)."""


class Transport:
    """Ends of one bus, stopped with the test."""

    def __init__(self, make: Callable[[str], Bus]) -> None:
        self._make = make
        self._ends: list[Bus] = []

    def end(self, service: str, receivers: dict[str, Receive] | None = None) -> Bus:
        """The end of a service, not started."""
        bus = self._make(service)
        for event_type, receive in (receivers or {}).items():
            bus.subscribe(event_type, receive)
        self._ends.append(bus)
        return bus

    async def started(self, service: str, receivers: dict[str, Receive] | None = None) -> Bus:
        bus = self.end(service, receivers)
        async with asyncio.timeout(20):
            await bus.start()
        return bus

    async def close(self) -> None:
        for bus in self._ends:
            await bus.stop()


@pytest.fixture(params=list(FEATURES))
async def transport(request: pytest.FixtureRequest) -> AsyncIterator[Transport]:
    if request.param == "local":
        hub = Hub()
        made = Transport(lambda service: LocalBus(hub, service))
    else:
        url = request.getfixturevalue("rabbitmq").new_vhost()
        made = Transport(lambda service: RabbitBus(url, service, timing=FAST))
    yield made
    await made.close()


def with_feature(feature: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("transport", [name for name in FEATURES if feature in FEATURES[name]], indirect=True)
