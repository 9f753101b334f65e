"""What the gateway makes of an answer that is none of ours."""

import pytest
from starlette.responses import Response

from services.gateway.errors import UpstreamUnavailable
from services.gateway.peers.asking import Peers
from services.gateway.peers.errors import PassedOn
from shared.instruments.contract.said import NOTHING
from shared.instruments.contract.traffic import PENDING


async def no_life(_: str) -> None:
    """There is none to tell of."""


def answering(status: int, said: str) -> Peers:
    return Peers({"hall": Response(said, status_code=status)}, "key", no_life)


@pytest.mark.parametrize("said", ["", "null", "[]", "<html>Not Found</html>", "\0"])
async def test_who_refuses_in_other_words_is_no_service_of_ours(said: str) -> None:
    """A proxy between the two, or somebody else at that address."""
    with pytest.raises(UpstreamUnavailable):
        await answering(404, said).ask("hall", PENDING, NOTHING)


async def test_a_service_s_refusal_is_handed_on() -> None:
    with pytest.raises(PassedOn) as refused:
        await answering(404, '{"code": "not-found"}').ask("hall", PENDING, NOTHING)
    assert (refused.value.status, refused.value.code) == (404, "not-found")
