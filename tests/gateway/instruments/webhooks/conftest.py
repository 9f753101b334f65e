"""Somebody outside who is told."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.gateway.instruments.webhooks.receiver import Receiver, receiving


@pytest_asyncio.fixture(loop_scope="module")
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as one:
        yield one
