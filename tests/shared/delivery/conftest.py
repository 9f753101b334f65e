"""Outbox → transport → inbox: nothing lost, nothing doubled, every attempt in the journal."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.shared.delivery.pair import Pair


@pytest.fixture
async def pair(tmp_path: Path) -> AsyncIterator[Pair]:
    pair = Pair(tmp_path)
    await pair.hall.start()
    await pair.review.start()
    yield pair
    await pair.hall.stop()
    await pair.review.stop()
