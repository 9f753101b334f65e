"""Many ask the same at once: few questions, and nobody gets an answer from before he asked."""

import asyncio
from collections.abc import Callable

import pytest

from services.gateway.peers.together import Together


class Source:
    """Something that changes while it is being looked at."""

    def __init__(self) -> None:
        self.value, self.looks = 0, 0
        self.open = asyncio.Event()

    async def look(self) -> int:
        self.looks += 1
        seen = self.value
        await self.open.wait()
        return seen


async def settled(ready: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not ready():  # noqa: ASYNC110
            await asyncio.sleep(0)


async def test_an_answer_is_never_from_before_it_was_asked_for() -> None:
    together, source = Together(), Source()
    early = asyncio.create_task(together.ask("key", source.look))
    await settled(lambda: source.looks == 1)
    source.value = 1
    late = [asyncio.create_task(together.ask("key", source.look)) for _ in range(500)]
    await asyncio.sleep(0)
    source.open.set()
    assert await early == 0
    assert set(await asyncio.gather(*late)) == {1} and source.looks == 2


async def test_other_questions_do_not_wait() -> None:
    together, source = Together(), Source()
    blocked = asyncio.create_task(together.ask("one", source.look))
    other = Source()
    other.open.set()
    assert await together.ask("other", other.look) == 0 and not blocked.done()
    source.open.set()
    await blocked


async def test_a_failure_is_everybodys_and_the_next_asks_anew() -> None:
    together, begun, go = Together(), [], asyncio.Event()

    async def fail() -> None:
        begun.append(1)
        await go.wait()
        raise OSError("away")

    asking = [asyncio.create_task(together.ask("key", fail)) for _ in range(3)]
    await settled(lambda: len(begun) == 1)
    go.set()
    assert all(isinstance(one, OSError) for one in await asyncio.gather(*asking, return_exceptions=True))
    with pytest.raises(OSError, match="away"):
        await together.ask("key", fail)


async def test_who_goes_away_takes_nobody_along() -> None:
    together, source = Together(), Source()
    first = asyncio.create_task(together.ask("key", source.look))
    await settled(lambda: source.looks == 1)
    second = asyncio.create_task(together.ask("key", source.look))
    await asyncio.sleep(0)
    first.cancel()
    second_too = asyncio.create_task(together.ask("key", source.look))
    await asyncio.sleep(0)
    source.open.set()
    assert await second == await second_too == 0
