"""Have many dead letters tried again, and tell what became of each."""

from collections import Counter
from collections.abc import Mapping, Sequence

from services.gateway.hands.hand import Hand
from services.gateway.instruments.dead_letters.errors import NoneSuch, OneWay
from services.gateway.instruments.dead_letters.find import find_dead
from services.gateway.instruments.dead_letters.show import (
    MOST,
    DeadLetterView,
    Filter,
    RetriedLetter,
    RetriedLetters,
    RetryLetters,
)
from services.gateway.peers.asking import Peers
from services.gateway.peers.watch import Caller, first
from services.gateway.traces.rules.became import Stood, became, stood
from services.gateway.traces.rules.grouping import delivery_id
from shared.instruments.contract.hands import RETRY_ALL
from shared.instruments.contract.said import Ids
from shared.instruments.contract.traffic import EVENTS_BY_ID, ReceivedEvent

TOGETHER = 200


async def retry_letters(
    caller: Caller, peers: Peers, hand: Hand, asked: RetryLetters, seconds: float
) -> RetriedLetters:
    """Those named, or those a filter finds. Raises OneWay, NoneSuch, UpstreamUnavailable."""
    letters, more = await _wanted(peers, asked)
    by_consumer: dict[str, list[DeadLetterView]] = {}
    for letter in letters:
        by_consumer.setdefault(letter.consumer, []).append(letter)
    facts = {"letters": len(letters)} | (asked.filter.model_dump(exclude_none=True) if asked.filter else {})
    async with hand.does("dead-letters.retried", **facts) as done:
        await done.touches({letter.journey for letter in letters})
        for consumer, theirs in by_consumer.items():
            await _retry(peers, consumer, [letter.event_id for letter in theirs])
        items = await _became(caller, peers, letters, seconds)
        outcomes = dict(Counter(str(one.outcome) for one in items))
        done.after = dict(outcomes)
    return RetriedLetters(retried=len(items), outcomes=outcomes, items=items, more=more)


async def _wanted(peers: Peers, asked: RetryLetters) -> tuple[list[DeadLetterView], bool]:
    if (asked.ids is None) == (asked.filter is None):
        raise OneWay
    if asked.filter is not None:
        found = await find_dead(peers, asked.filter, None, MOST)
        return found.letters, found.more
    return await _named(peers, asked.ids or []), False


async def _named(peers: Peers, ids: Sequence[str]) -> list[DeadLetterView]:
    """Raises NoneSuch with the places of those that there are not."""
    known: dict[str, list[DeadLetterView]] = {}
    before = None
    while True:
        found = await find_dead(peers, Filter(), before, MOST)
        for letter in found.letters:
            known.setdefault(letter.event_id, []).append(letter)
            known[letter.id] = [letter]
        if not found.more:
            break
        before = found.letters[-1].event_id
    if unknown := [place for place, one in enumerate(ids) if one not in known]:
        raise NoneSuch(unknown)
    return list({letter.id: letter for one in ids for letter in known[one]}.values())


async def _retry(peers: Peers, consumer: str, ids: Sequence[str]) -> None:
    for begin in range(0, len(ids), TOGETHER):
        await peers.ask(consumer, RETRY_ALL, Ids(items=list(ids[begin : begin + TOGETHER])))


async def _became(
    caller: Caller, peers: Peers, letters: Sequence[DeadLetterView], seconds: float
) -> list[RetriedLetter]:
    """As soon as all were tried; after `seconds`, however they are then."""
    last: list[RetriedLetter] = []

    async def look() -> bool | None:
        nonlocal last
        now = await _now(peers, letters)
        last = [_outcome(letter, now.get(letter.id)) for letter in letters]
        return None if any(one.outcome == "waiting" for one in last) else True

    await first(caller, look, {letter.consumer for letter in letters}, seconds)
    return last


async def _now(peers: Peers, letters: Sequence[DeadLetterView]) -> Mapping[str, ReceivedEvent]:
    ids = sorted({letter.event_id for letter in letters})
    names = sorted({letter.consumer for letter in letters})
    answers = (await peers.ask_all(EVENTS_BY_ID, Ids(items=ids), names=names)).everybody()
    rows = [row for answer in answers.values() for row in answer.deliveries]
    return {delivery_id(row.event_id, row.service): row for row in rows}


def _outcome(letter: DeadLetterView, now: ReceivedEvent | None) -> RetriedLetter:
    before = Stood("dead", letter.attempts)
    return RetriedLetter(
        **letter.model_dump(include={"id", "event_id", "type", "consumer", "journey"}),
        outcome=became(before, stood(now)) if now else "waiting",
        attempts=now.attempts if now else letter.attempts,
        error=now.last_error if now else letter.error,
    )
