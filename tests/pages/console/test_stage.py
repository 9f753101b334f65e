"""The stage: three pages side by side, each by itself, and without scripts."""

import pytest
from playwright.async_api import Page, expect

from tests.pages.site import Site

PHONE = "13800000066"


async def test_three_pages_stand_side_by_side(page: Page, shentu: Site) -> None:
    await page.goto(f"/console/in/{shentu.sandbox}/stage?phone={PHONE}&lang=en")
    await expect(page.locator("iframe")).to_have_count(3)
    await expect(page.frame_locator("iframe[name=phone]").locator("h1")).to_have_text(PHONE)
    await expect(page.frame_locator("iframe[name=phone]").locator(".ribbon")).to_have_count(0)
    await expect(page.frame_locator("iframe[name=trace]").locator("h1")).to_be_visible()
    async with page.context.expect_page() as opened:
        await page.click(".frame.phone .alone")
    await expect((await opened.value).locator("h1")).to_have_text(PHONE)
    await expect((await opened.value).locator(".ribbon")).to_have_count(1)


@pytest.mark.parametrize(("viewport", "scripts"), [({"width": 375, "height": 800}, False)])
async def test_a_narrow_screen_shows_one_of_them_by_links(page: Page, shentu: Site) -> None:
    await page.goto(f"/console/in/{shentu.sandbox}/stage?lang=en")
    await expect(page.locator("iframe[name=hall]")).to_be_visible()
    await expect(page.locator("iframe[name=phone]")).to_be_hidden()
    await page.click(".stage-tabs a:has-text('phone')")
    await expect(page.locator("iframe[name=phone]")).to_be_visible()
    await expect(page.locator("iframe[name=hall]")).to_be_hidden()


def test_no_frame_shows_another_host(shentu: Site) -> None:
    stage = shentu.client.get(f"/console/in/{shentu.sandbox}/stage?page=https://example.org/hall&lang=en").text
    assert "example.org" not in stage.split("<iframe", 1)[1]
