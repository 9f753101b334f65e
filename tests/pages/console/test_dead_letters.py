"""A delivery that was given up is tried again by a click, and what became of it is seen where one clicked."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from sqlalchemy import update

from shared.store.tables import inbox
from tests.gateway.instruments.world import CONFIRMED, World, small_world
from tests.gateway.sockets import served
from tests.pages.site import barriers, watch


@pytest_asyncio.fixture(loop_scope="session")
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """One whose review can be made to fail."""
    async with small_world(tmp_path) as world:
        yield world


@pytest_asyncio.fixture(loop_scope="session")
async def tab(world: World, browser: Browser) -> AsyncIterator[Page]:
    """A tab in its sandbox `default`."""
    async with served(world.gateway.app) as url:
        context = await browser.new_context(base_url=url)
        watched = await watch(context, url)
        watched.forgive("ERR_INCOMPLETE_CHUNKED_ENCODING")  # the stream, when the world ends
        yield await context.new_page()
        await context.close()
        assert not watched.complaints


async def test_a_dead_delivery_goes_on_by_a_click(tab: Page, world: World) -> None:
    event = await _given_up(world)
    await tab.goto("/console/in/default/dead-letters?lang=en")
    letter = tab.locator(".letter")
    await expect(letter).to_contain_text("Review platform")
    await expect(letter).to_contain_text("OSError")
    assert await barriers(tab) == []
    world.weather.failures = 0
    await letter.locator("button").click()
    await tab.wait_for_url(f"**/console/in/default/events/{event}?became=handled")
    await expect(tab.locator("#event .card .tag.ok")).to_be_visible()  # by itself, once the inbox has done it
    await expect(tab.locator("#event form")).to_have_count(0)
    await tab.goto("/console/in/default/dead-letters")
    await expect(tab.locator("main .empty")).to_be_visible()


async def test_one_that_fails_again_says_so_by_itself(tab: Page, world: World) -> None:
    event = await _given_up(world)
    await tab.goto(f"/console/in/default/events/{event}?lang=en")
    tries = await tab.locator(".tries li").count()
    await tab.click("#event form button")
    await expect(tab.locator(".tries li")).to_have_count(tries + 1)
    await expect(tab.locator(".tries li").last).to_contain_text("OSError")


async def _given_up(world: World) -> str:
    """The event of a confirmation that review cannot handle."""
    world.weather.failures = -1
    journey = await world.confirm()
    event = await world.get("/sim/wait", journey=journey, event=CONFIRMED, status="retrying")
    dead = update(inbox).values(status="dead", attempts=11)
    await world.services["review"].store.core_write(lambda connection: connection.execute(dead))
    return str(event["id"])
