"""Find dead letters in all services: one by one, and counted in groups."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.gateway.instruments.dead_letters.alike import UNSAID, kind_of
from services.gateway.instruments.dead_letters.show import DeadGroup, DeadLetterView, Filter, GroupBy
from services.gateway.peers.asking import Peers
from services.gateway.traces.rules.grouping import delivery_id
from shared.instruments.contract.hands import DEAD, DEAD_COUNTS, DeadAlike, DeadAsked, DeadLetter
from shared.instruments.contract.said import NOTHING


@dataclass(frozen=True, slots=True)
class Found:
    """Letters of the newest event first, and who could not be asked; `more`: there are others beyond."""

    letters: list[DeadLetterView]
    more: bool
    unavailable: list[str]


async def find_dead(peers: Peers, wanted: Filter, before: str | None, limit: int) -> Found:
    """A page; the letters of one event stand on one page."""
    names = [name for name in peers.behind if wanted.consumer in (None, name)]
    errors = await _errors(peers, wanted.error)
    asked = DeadAsked(
        types=[wanted.event] if wanted.event else None, errors=errors, journey=wanted.journey, before=before,
        limit=limit + 1,
    )  # fmt: skip
    answers = await peers.ask_all(DEAD, asked, names=names)
    everything = [letter for answer in answers.by_service.values() for letter in answer.items]
    newest = sorted(everything, key=lambda one: (one.event_id, one.consumer), reverse=True)
    last = newest[limit - 1].event_id if len(newest) >= limit else ""
    page = [letter for letter in newest if letter.event_id >= last]
    return Found([letter_view(one) for one in page], len(page) < len(newest), answers.unavailable)


async def group_dead(peers: Peers, wanted: Filter, by: GroupBy) -> tuple[list[DeadGroup], list[str]]:
    """The largest group first, and who could not be asked; filters of single journeys do not count here."""
    answers = await peers.ask_all(DEAD_COUNTS, NOTHING, names=peers.behind)
    alike = [one for answer in answers.by_service.values() for one in answer.items if _matches(one, wanted)]
    groups: dict[str, list[DeadAlike]] = {}
    for one in alike:
        groups.setdefault(_key(one, by), []).append(one)
    shown = [_group(key, members, by) for key, members in groups.items()]
    return sorted(shown, key=lambda group: (-group.count, group.key)), answers.unavailable


def letter_view(letter: DeadLetter) -> DeadLetterView:
    """One of them, as it is shown."""
    return DeadLetterView(
        **letter.model_dump(), id=delivery_id(letter.event_id, letter.consumer), kind=kind_of(letter.error)
    )


async def _errors(peers: Peers, error: str | None) -> list[str] | None:
    """The very words of all errors of this kind; the database knows no kinds."""
    if error is None:
        return None
    answers = await peers.ask_all(DEAD_COUNTS, NOTHING, names=peers.behind)
    known = {one.error or "" for answer in answers.by_service.values() for one in answer.items}
    return sorted(one for one in known if kind_of(one) == kind_of(error if error != UNSAID else None))


def _matches(one: DeadAlike, wanted: Filter) -> bool:
    same_error = wanted.error is None or kind_of(one.error) == kind_of(None if wanted.error == UNSAID else wanted.error)
    return same_error and wanted.event in (None, one.type) and wanted.consumer in (None, one.consumer)


def _key(one: DeadAlike, by: GroupBy) -> str:
    return {"error": kind_of(one.error), "event": one.type, "consumer": one.consumer}[by]


def _group(key: str, members: Sequence[DeadAlike], by: GroupBy) -> DeadGroup:
    return DeadGroup(
        key=key,
        count=sum(one.count for one in members),
        events=_counted((one.type, one.count) for one in members),
        consumers=_counted((one.consumer, one.count) for one in members),
        errors=_counted((kind_of(one.error), one.count) for one in members),
        first_at=min(one.first_at for one in members),
        last_at=max(one.last_at for one in members),
        filter={by: key},
    )


def _counted(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for key, number in pairs:
        counted[key] = counted.get(key, 0) + number
    return counted
