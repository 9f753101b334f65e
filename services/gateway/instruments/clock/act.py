"""Move a sandbox's clock from timer to timer: what is due on the way happens when it is due, in order, everywhere."""

from dataclasses import dataclass, field
from datetime import datetime

from services.gateway.hands.hand import Doing, Facts, Hand
from services.gateway.instruments.clock.change import Change, changed
from services.gateway.instruments.clock.outside import Outside
from services.gateway.instruments.clock.show import SetClock
from services.gateway.instruments.clock.timer import due_timers, next_timers
from services.gateway.peers.asking import HERE, Peers
from services.gateway.peers.watch import Caller, first
from services.gateway.traces.rules.stillness import in_flight
from shared.clock import Clock, from_micros, real_micros, to_micros
from shared.context import current
from shared.errors import Problem
from shared.instruments.contract.clock import CLOCK, SET_CLOCK, ClockSet, OfSandbox, Timer
from shared.instruments.contract.said import NOTHING
from shared.instruments.contract.traffic import PENDING

STILL_SECONDS = 5.0
"""How long a moment may take until nothing moves any more; then the clock goes on all the same."""


@dataclass(slots=True)
class Moved:
    """Where the clock is now, what was due on the way, and what comes next."""

    clock: Clock
    fired: list[Timer] = field(default_factory=list)
    next_timer: Timer | None = None


async def read_clock(peers: Peers) -> Clock:
    """The current sandbox's clock."""
    answer = await peers.ask(HERE, CLOCK, OfSandbox(sandbox=current().sandbox))
    return Clock(offset=answer.offset, frozen_at=answer.frozen_at)


async def set_clock(peers: Peers, clock: Clock) -> Clock:
    """Set it everywhere, to the same µs. Raises UpstreamUnavailable: then ask again."""
    asked = ClockSet(sandbox=current().sandbox, offset=clock.offset, frozen_at=clock.frozen_at)
    # The gateway's clock is read first and moved last: a change that broke off half way can simply be repeated.
    (await peers.ask_all(SET_CLOCK, asked, names=peers.behind)).everybody()
    await peers.ask(HERE, SET_CLOCK, asked)
    return clock


async def next_timer(peers: Peers) -> Timer | None:
    """What is due next, or already. Raises UpstreamUnavailable."""
    found, _ = await next_timers(peers, 1)
    return found[0] if found else None


async def obey(caller: Caller, peers: Peers, hand: Hand, asked: SetClock) -> Moved:
    """Move the clock as asked. Raises ClockTooLate, UpstreamUnavailable."""
    if asked.to_next_timer:
        return await move_to_next_timer(caller, peers, hand, asked.freeze)
    return await move_clock(caller, peers, hand, asked.change())


async def move_clock(caller: Caller, peers: Peers, hand: Hand, change: Change) -> Moved:
    """As `change` says. Going back fires nothing again. Raises ClockTooLate, UpstreamUnavailable."""
    before = await read_clock(peers)
    target = changed(before, change, real_micros())
    async with hand.does("clock.set", before=_facts(before)) as done:
        try:
            fired = await _walk(caller, peers, from_micros(target.micros()), done)
        except Problem:
            await _let_go(peers, before)
            raise
        moved = Moved(await set_clock(peers, target), fired)
        done.after = _facts(target)
    moved.next_timer = await next_timer(peers)
    return moved


def _facts(clock: Clock) -> Facts:
    return {"now": clock.now().isoformat(timespec="seconds"), "frozen": clock.frozen_at is not None}


async def _let_go(peers: Peers, before: Clock) -> None:
    """Half way: a clock that ran goes on from where it stopped, with whoever can be told; a frozen one stays there."""
    here = await read_clock(peers)
    if before.frozen_at is None and here.frozen_at is not None:
        asked = ClockSet(sandbox=current().sandbox, offset=here.frozen_at - real_micros())
        await peers.ask_all(SET_CLOCK, asked, names=peers.behind)
        await peers.ask(HERE, SET_CLOCK, asked)


async def move_to_next_timer(caller: Caller, peers: Peers, hand: Hand, frozen: bool | None) -> Moved:
    """To the moment of the next timer, or where the clock is when that is due already; without one nothing changes."""
    upcoming, clock = await next_timer(peers), await read_clock(peers)
    if upcoming is None:
        return Moved(clock)
    return await move_clock(caller, peers, hand, Change(now=max(upcoming.at, clock.now()), frozen=frozen))


async def _walk(caller: Caller, peers: Peers, until: datetime, done: Doing) -> list[Timer]:
    """Stop at each timer up to then, until the sandbox is still. Journeys in which one fires are told of the hand."""
    fired: list[Timer] = []
    outside = Outside(STILL_SECONDS)
    while (upcoming := await next_timer(peers)) and upcoming.at <= until:
        now = max(upcoming.at, from_micros((await read_clock(peers)).micros()))
        due = await due_timers(peers, now)
        await done.touches(timer.journey for timer in due)
        await set_clock(peers, Clock(offset=to_micros(now) - real_micros(), frozen_at=to_micros(now)))
        await _still(caller, peers, now)
        await outside.told(caller, peers)
        left = set(await due_timers(peers, now))
        gone = [timer for timer in due if timer not in left]
        if not gone:
            break  # somebody does not get on with it: the clock is not to stand still for that
        fired += gone
    return fired


async def _still(caller: Caller, peers: Peers, now: datetime) -> None:
    """Until what is due is done, and nothing is on its way; what is to be tried again later is no matter."""

    async def look() -> bool | None:
        upcoming = await next_timer(peers)
        answers = await peers.ask_all(PENDING, NOTHING, names=peers.behind)
        moving = any(waiting.reason != "retrying" for waiting in in_flight(answers.everybody()))
        return None if moving or (upcoming and upcoming.at <= now) else True

    await first(caller, look, peers.behind, STILL_SECONDS)
