"""What a service tells of itself: its rows counted, its timers, its counts, and what it means by a word."""

from shared.clock import from_micros, to_micros
from shared.http.host import Host
from shared.http.problems import explained
from shared.instruments.contract.clock import TIMERS, Timer, TimersAsked, TimersDue
from shared.instruments.contract.exchanges import MARKS, ServiceMarks
from shared.instruments.contract.measured import MEASURED, Measured
from shared.instruments.contract.problems import MEANINGS, CodeAsked, Meanings
from shared.instruments.contract.said import Nothing
from shared.instruments.contract.state import INVENTORY, Inventory
from shared.instruments.inner_door import Answers
from shared.instruments.marks import operations_marked
from shared.instruments.measuring import measured
from shared.instruments.reading import read_life
from shared.instruments.reading.inventory import rows_by_table, waiting_since
from shared.timers import timers_of

answers = Answers(caught_up=True)


@answers.to(INVENTORY)
async def inventory(service: Host, _: Nothing) -> Inventory:
    """Rows by table and state, and since when something waits."""
    tables = await read_life(service.store, rows_by_table, service.store.metadata)
    return Inventory(tables=tables, waiting_since=await read_life(service.store, waiting_since))


@answers.to(TIMERS)
async def timers(service: Host, asked: TimersAsked) -> TimersDue:
    """The sandbox's next ones, in the order of their times."""
    until = None if asked.until is None else to_micros(asked.until)
    after = None if asked.after is None else (asked.after, asked.key)
    found = await read_life(service.store, timers_of, asked.limit, until, after)
    return TimersDue(
        items=[
            Timer(at=from_micros(one.due_at), service=service.name, what=one.kind, key=one.key, journey=one.journey)
            for one in found
        ]
    )


@answers.to(MEASURED)
async def count(service: Host, _: Nothing) -> Measured:
    """What it counts of itself."""
    return await measured(service)


@answers.to(MARKS)
async def marks(service: Host, _: Nothing) -> ServiceMarks:
    """What of its operations is sensitive."""
    return ServiceMarks(items=[*operations_marked(service.api.routes), *service.marks])


@answers.to(MEANINGS)
async def meanings(service: Host, asked: CodeAsked) -> Meanings:
    """What it means by a problem's code."""
    return Meanings(items=explained(asked.code))
