"""What the tests of the bus share: messages, a receiver that writes down what it gets, and a relay in five lines."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Sequence
from itertools import count

import pytest

from shared.bus.contract import Bus, Message
from shared.bus.rabbit import Timing

CONFIRMED = "hall.application.confirmed"
PUSHED = "review.project.pushed"

FAST = Timing(
    answer=2.0,
    farewell=0.5,
    confirm=2.0,
    check=0.2,
    first_pause=0.05,
    longest_pause=0.5,
    first_hold=0.05,
    longest_hold=0.4,
    settle=0.0,
)
_numbers = count(1)


def message(event_type: str = CONFIRMED, journey: str | None = None, *, mandatory: bool = True) -> Message:
    """A message nobody has sent yet, by default of a journey of its own; its body is its id."""
    number = next(_numbers)
    return Message(f"m{number}", event_type, journey or f"j{number}", f"m{number}".encode(), mandatory)


class Recorder:
    """Receives, and writes down what it accepted; refuses first, as often as told for each body."""

    def __init__(self, refusals: int = 0, error: Exception | None = None) -> None:
        self.accepted: list[bytes] = []
        self.offered: list[bytes] = []
        self._refusals = refusals
        self._error = error or RuntimeError("not now")

    async def __call__(self, body: bytes) -> None:
        self.offered.append(body)
        if self.offered.count(body) <= self._refusals:
            raise self._error
        self.accepted.append(body)

    def has(self, *messages: Message) -> Callable[[], bool]:
        return lambda: {message.body for message in messages} <= set(self.accepted)


async def eventually(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    """Returns as soon as it holds; the only wait in these tests, since a transport tells nobody when it delivers."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


async def relay(bus: Bus, batch: Sequence[Message], seconds: float = 60.0) -> int:
    """Send until everything is confirmed, as a relay does; how often that took."""
    async with asyncio.timeout(seconds):
        rounds = 0
        while batch:
            results = await bus.publish(batch)
            batch = [message for message, result in zip(batch, results, strict=True) if result is not None]
            rounds += 1
            if batch:
                await asyncio.sleep(0.02)
        return rounds


@pytest.fixture(autouse=True)
async def no_litter() -> AsyncIterator[None]:
    """No test leaves a task behind or an exception that nobody looked at."""
    loop = asyncio.get_running_loop()
    complaints: list[str] = []
    loop.set_exception_handler(lambda _, context: complaints.append(repr(context)))
    before = asyncio.all_tasks()
    gc.freeze()  # what other tests left is not looked through: late in a run that takes seconds
    yield
    await asyncio.sleep(0)
    gc.collect()
    gc.unfreeze()
    await asyncio.sleep(0)
    left = {task for task in asyncio.all_tasks() - before if not task.done()} - {asyncio.current_task()}
    assert not left, f"tasks left behind: {left}"
    assert not complaints, complaints
