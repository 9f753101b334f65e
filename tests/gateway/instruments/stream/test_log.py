"""What is read for those who follow ends with them."""

import pytest

from services.gateway.instruments.stream import log
from services.gateway.instruments.stream.log import Log
from services.gateway.traces.lookups.unfolding import Unfolding
from tests.gateway.instruments.world import World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_log_is_kept_while_anybody_listens_and_a_moment_longer(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = Log(1, 1, Unfolding(world.gateway.api.state.peers, {}))
    monkeypatch.setattr(log, "LINGER_SECONDS", -1.0)
    assert one.deserted
    with one.listening():
        assert not one.deserted
        with one.listening():
            assert not one.deserted
        assert not one.deserted
    assert one.deserted
    monkeypatch.setattr(log, "LINGER_SECONDS", 60.0)
    assert not one.deserted
