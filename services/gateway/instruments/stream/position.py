"""Where a stream begins: now, at the sandbox's beginning, or behind what the client has read."""

from dataclasses import dataclass
from typing import Literal

from services.gateway.instruments.stream.errors import CursorInvalid, CursorOfAnotherLife, CursorTooOld
from services.gateway.instruments.stream.log import Log
from services.gateway.instruments.stream.logs import Logs
from services.gateway.peers.asking import Peers
from services.gateway.peers.watch import Caller
from services.gateway.traces.rules.places import Cursor, Places
from shared.clock import real_micros
from shared.errors import Problem
from shared.instruments.contract.journal import FEED_KEPT
from shared.instruments.contract.said import NOTHING
from shared.journal.place import Place

Since = Literal["start", "now"]


@dataclass(frozen=True, slots=True)
class Beginning:
    """The position, the log to meet, and what was missed if the position is not the one that was asked for."""

    cursor: Cursor
    log: Log
    missed: Problem | None = None


def cursor_of(after: str | None, last_event_id: str | None) -> Cursor | None:
    """What the client has read: a reconnecting one names it in the header, which is newer. Raises CursorInvalid."""
    for text, pointer in ((last_event_id, "/header/Last-Event-ID"), (after, "/query/after")):
        if text:
            try:
                return Cursor.of(text)
            except ValueError as error:
                raise CursorInvalid(pointer) from error
    return None


async def begin(
    caller: Caller, peers: Peers, logs: Logs, born: int, cursor: Cursor | None, since: Since
) -> Beginning:  # fmt: skip
    """Raises UpstreamUnavailable when it is not known where a service that is away stands."""
    missed = await _missed(peers, born, cursor) if cursor else None
    if cursor and not missed:
        return Beginning(cursor, await logs.of(caller, born, cursor.to or cursor.after))
    if since == "start" and not cursor:
        nothing: Places = {name: Place() for name in peers.names}
        return Beginning(Cursor(born, real_micros(), nothing), await logs.of(caller, born, nothing))
    log = await logs.of(caller, born, {})
    await log.catch_up()  # what the client can know of by now is not news
    return Beginning(Cursor(born, real_micros(), log.places), log, missed)


async def _missed(peers: Peers, born: int, cursor: Cursor) -> Problem | None:
    if cursor.life != born:
        return CursorOfAnotherLife()
    answers = await peers.ask_all(FEED_KEPT, NOTHING)
    kept = max((answer.since for answer in answers.by_service.values()), default=0)
    return CursorTooOld() if cursor.made_at < kept else None
