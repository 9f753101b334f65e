"""A client of the stream on a real socket: it reads server-sent events as the specification has it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.gateway.instruments.world import World

PATIENCE_SECONDS = 20.0


@dataclass
class Event:
    name: str
    id: str
    data: Any


@dataclass
class Following:
    """What came so far, and where to go on after a break."""

    status: int = 0
    headers: httpx.Headers = field(default_factory=httpx.Headers)
    events: list[Event] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    last_id: str = ""
    over: bool = False
    news: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def steps(self) -> list[dict[str, Any]]:
        return [event.data for event in self.events if event.name == "step"]

    @property
    def latest(self) -> dict[str, dict[str, Any]]:
        """Each step as it was told last."""
        return {step["id"]: step for step in self.steps}

    async def until(self, good: Callable[["Following"], bool]) -> None:
        """Return as soon as that holds."""
        async with asyncio.timeout(PATIENCE_SECONDS), self.news:
            await self.news.wait_for(lambda: good(self))

    async def has(self, **facts: Any) -> dict[str, Any]:
        """A step with these facts, as soon as there is one."""
        await self.until(lambda one: bool(one.found(**facts)))
        return self.found(**facts)[-1]

    async def has_many(self, number: int) -> None:
        """So many steps, or more."""
        await self.until(lambda one: len(one.steps) >= number)

    def found(self, **facts: Any) -> list[dict[str, Any]]:
        return [step for step in self.steps if all(step[name] == value for name, value in facts.items())]

    async def read(self, answer: httpx.Response) -> None:
        self.status, self.headers = answer.status_code, answer.headers
        told: dict[str, str] = {}
        async for line in answer.aiter_lines():
            async with self.news:
                self.events += self._line(line, told)
                self.news.notify_all()

    def _line(self, line: str, told: dict[str, str]) -> Iterator[Event]:
        if line.startswith(":"):
            self.comments.append(line)
        elif line:
            name, _, value = line.partition(": ")
            told[name] = value
        else:
            self.last_id = told.pop("id", self.last_id)
            name, data = told.pop("event", "message"), told.pop("data", "")
            if data:
                yield Event(name, self.last_id, json.loads(data))


@asynccontextmanager
async def following(world: World, url: str, last_event_id: str = "", **query: Any) -> AsyncIterator[Following]:
    """The stream, from its first event on."""
    one = Following()
    headers = {"Sim-Sandbox": world.sandbox} | ({"Last-Event-ID": last_event_id} if last_event_id else {})

    async def read() -> None:
        limits = httpx.Timeout(5, read=None)
        try:
            async with (
                httpx.AsyncClient(trust_env=False, verify=False, timeout=limits) as client,
                client.stream("GET", f"{url}/sim/stream", params=query, headers=headers) as answer,
            ):
                await one.read(answer)
        except httpx.RemoteProtocolError:  # cut off
            pass
        finally:
            async with one.news:
                one.over = True
                one.news.notify_all()

    reading = asyncio.create_task(read())
    try:
        await one.until(lambda one: bool(one.events) or one.over)
        yield one
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
