"""What keeps a connection up: it opens again for ever, and it always ends when it is told to."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import islice

import pytest

from shared.bus.link import Check, Link, Lose, Lost, pauses
from tests.shared.bus.ends import eventually, no_litter

__all__ = ["no_litter"]


class Line:
    """Something that can be opened, and fails as told."""

    def __init__(self, refusals: int = 0, error: BaseException | None = None) -> None:
        self.opened = 0
        self.lose: Lose = lambda reason: None
        self.closed = 0
        self.works = True
        self._refusals = refusals
        self._error = error or OSError("refused")

    @asynccontextmanager
    async def __call__(self, lose: Lose) -> AsyncIterator[Check]:
        self.opened += 1
        self.lose = lose
        if self.opened <= self._refusals:
            raise self._error
        try:
            yield self.check
        finally:
            self.closed += 1

    async def check(self) -> None:
        if not self.works:
            self.works = True
            raise Lost("the check failed")


def link(line: Line) -> Link:
    return Link("test", line, check_every=0.01, first_pause=0.001, longest_pause=0.01)


async def test_it_tries_until_it_is_up() -> None:
    line = Line(refusals=5)
    kept = link(line)
    kept.start()
    assert not kept.is_up
    await kept.until_up()
    assert line.opened == 6
    await kept.stop()
    assert not kept.is_up
    assert line.closed == 1


async def test_a_cancellation_that_nobody_asked_for_is_one_more_failure() -> None:
    line = Line(refusals=2, error=asyncio.CancelledError())
    kept = link(line)
    kept.start()
    async with asyncio.timeout(5):
        await kept.until_up()
    await kept.stop()


async def test_what_is_lost_is_closed_and_opened_again(caplog: pytest.LogCaptureFixture) -> None:
    line = Line()
    kept = link(line)
    kept.start()
    await kept.until_up()
    with caplog.at_level(logging.WARNING):
        line.lose("somebody pulled the plug")
        assert not kept.is_up
        await kept.until_up()
    assert (line.opened, line.closed) == (2, 1)
    assert "test: somebody pulled the plug" in caplog.messages
    await kept.stop()


async def test_what_fails_its_check_is_opened_again() -> None:
    line = Line()
    kept = link(line)
    kept.start()
    await kept.until_up()
    line.works = False
    await eventually(lambda: line.opened == 2)
    await kept.until_up()
    await kept.stop()
    assert line.closed == 2


@pytest.mark.parametrize("instead", [None, OSError("connection lost")])
async def test_stopping_ends_it_although_a_library_swallows_the_cancellation(instead: Exception | None) -> None:
    """`asyncio.wait_for` does so up to Python 3.11 when what it waits for has just finished; aiormq raises the error
    that it knows of instead."""

    @asynccontextmanager
    async def opened(lose: Lose) -> AsyncIterator[Check]:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            if instead is not None:
                raise instead from None
        yield Line().check

    kept = Link("test", opened, check_every=3600, first_pause=0.001, longest_pause=0.01)
    kept.start()
    await asyncio.sleep(0.01)
    async with asyncio.timeout(5):
        await kept.stop()


async def test_news_of_an_earlier_opening_do_not_concern_the_present_one() -> None:
    line = Line()
    kept = link(line)
    kept.start()
    await kept.until_up()
    stale = line.lose
    stale("the first")
    await kept.until_up()
    stale("and what comes of it")
    assert kept.is_up
    await kept.stop()
    line.lose("stopped already")
    assert line.opened == 2


def test_pauses_double_up_to_a_cap_and_are_spread() -> None:
    taken = list(islice(pauses(0.1, 3.0), 12))
    for pause, most in zip(taken, [0.1, 0.2, 0.4, 0.8, 1.6, *[3.0] * 7], strict=True):
        assert most / 2 <= pause <= most
    assert len(set(taken)) == 12
