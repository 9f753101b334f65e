"""The envelopes of several events as they were published, with what is secret masked."""

from collections.abc import Sequence
from typing import Any

from services.gateway.peers.asking import Peers
from services.gateway.traces.rules.event import SeenEvent
from services.gateway.traces.rules.where import Where
from shared.instruments.contract.said import Ids
from shared.instruments.contract.traffic import ENVELOPES
from shared.masking import mask


async def find_envelopes(peers: Peers, ids: Sequence[str]) -> list[dict[str, Any]]:
    """In the order of the ids; raises UpstreamUnavailable where a publisher cannot be asked."""
    found = await _unmasked(peers, ids)
    return [masked(found[event]) for event in ids if event in found]


async def holding(peers: Peers, events: Sequence[SeenEvent], where: Sequence[Where]) -> list[SeenEvent]:
    """Those of these events in whose envelopes all of it holds; secrets are looked at as they are shown."""
    if not where:
        return list(events)
    found = await _unmasked(peers, [event.id for event in events])
    return [event for event in events if event.id in found and _holds(found[event.id], where)]


def _holds(envelope: dict[str, Any], where: Sequence[Where]) -> bool:
    shown = masked(envelope)
    return all(one.holds(envelope if one.plain else shown) for one in where)


async def _unmasked(peers: Peers, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    if not ids:
        return {}
    answers = await peers.ask_all(ENVELOPES, Ids(items=list(ids)), names=peers.behind)
    return {one["id"]: one for answer in answers.everybody().values() for one in answer.items}


def masked(envelope: dict[str, Any]) -> dict[str, Any]:
    """Secrets and personal data are the phone's."""
    return envelope | {"data": mask(envelope["data"])}
