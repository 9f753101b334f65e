"""The envelopes of several events as they were published, with what is secret masked."""

from collections.abc import Sequence
from typing import Any

from services.gateway.peers.asking import Peers
from shared.instruments.contract.said import Ids
from shared.instruments.questions import ENVELOPES
from shared.masking import mask


async def find_envelopes(peers: Peers, ids: Sequence[str]) -> list[dict[str, Any]]:
    """In the order of the ids; raises UpstreamUnavailable where a publisher cannot be asked."""
    if not ids:
        return []
    answers = await peers.ask_all(ENVELOPES, names=peers.behind, body=Ids(items=list(ids)))
    found = {one["id"]: one for answer in answers.everybody().values() for one in answer.items}
    return [masked(found[event]) for event in ids if event in found]


def masked(envelope: dict[str, Any]) -> dict[str, Any]:
    """Secrets and personal data are the phone's."""
    return envelope | {"data": mask(envelope["data"])}
