"""A page that fills by itself: what moved is there, after breaks and in every tab, with one stream a browser."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.gateway.sockets import served
from tests.harness import running
from tests.pages.sample.service import STREAM, create_sample
from tests.pages.site import watch


@pytest_asyncio.fixture(loop_scope="session")
async def site(tmp_path: Path, browser: Browser) -> AsyncIterator[tuple[BrowserContext, str]]:
    async with running(tmp_path, create_sample) as (service,), served(service.app) as url:
        context = await browser.new_context()
        watched = await watch(context, url)
        watched.forgive("ERR_INCOMPLETE_CHUNKED_ENCODING")
        yield context, f"{url}/hall/web/sample/console/watching"
        await context.close()
        STREAM.cut()
        assert not watched.complaints


async def opened(context: BrowserContext, address: str) -> Page:
    page = await context.new_page()
    await page.goto(address)
    await page.wait_for_function("window.htmx !== undefined")
    return page


async def shows(page: Page, told: int) -> None:
    await expect(page.locator("#count")).to_have_text(str(told))


async def test_what_moved_is_there_and_after_a_break_too(site: tuple[BrowserContext, str]) -> None:
    context, address = site
    page = await opened(context, address)
    STREAM.tell()
    await shows(page, STREAM.told)
    STREAM.cut()
    STREAM.tell()  # while nobody listens
    await shows(page, STREAM.told)
    STREAM.tell()
    await shows(page, STREAM.told)


async def test_every_tab_is_told_by_one_stream(site: tuple[BrowserContext, str]) -> None:
    context, address = site
    pages = [await opened(context, address) for _ in range(7)]
    STREAM.tell()
    for page in pages:
        await shows(page, STREAM.told)
    assert STREAM.listening == 1
    await pages[0].close()  # which led
    STREAM.tell()
    for page in pages[1:]:
        await shows(page, STREAM.told)


async def test_what_is_held_waits_and_counts(site: tuple[BrowserContext, str]) -> None:
    context, address = site
    page = await opened(context, address)
    STREAM.tell()
    await shows(page, STREAM.told)
    before = STREAM.told
    await page.evaluate("document.body.addEventListener('waiting', e => { document.title = String(e.detail) })")
    await page.click("[data-hold]")
    await expect(page.locator("[data-hold]")).to_have_attribute("aria-pressed", "true")
    STREAM.tell()
    await expect(page).to_have_title("1")
    await shows(page, before)
    await page.click("[data-hold]")
    await shows(page, STREAM.told)
