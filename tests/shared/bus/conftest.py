"""A place in the broker for each test that asks for one."""

from collections.abc import AsyncIterator

import pytest

from tests.engines.rabbitmq import RabbitMQ
from tests.shared.bus.place import Place


@pytest.fixture
async def place(rabbitmq: RabbitMQ) -> AsyncIterator[Place]:
    made = Place(rabbitmq)
    yield made
    await made.close()
