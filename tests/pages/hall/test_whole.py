"""The application on one page, as it is read and printed; and that what is printed stands on paper, not beside it."""

from playwright.async_api import Page, expect

from tests.pages.hall.filings import Filings
from tests.pages.review.road import Road
from tests.pages.site import Site, barriers

PAPER = {"width": 794, "height": 1123}  # A4


async def test_it_has_every_section_and_material_in_the_readers_words(page: Page, shentu: Site) -> None:
    draft = Filings(shentu).ready()
    await shentu.log_in(page, "owner", to=f"/hall/web/applications/{draft}/whole?lang=en")
    await expect(page.locator(".whole h2")).to_have_count(9)
    owner = page.locator("#f-owner dl")
    await expect(owner).to_contain_text("13800000001")
    await expect(owner).to_contain_text("Resident identity card")  # not its code
    await expect(page.locator("#f-fire dl")).to_contain_text("Yes")
    await expect(page.locator(".whole td").filter(has_text="file.pdf").first).to_contain_text("sealed")
    assert await barriers(page) == []


async def test_paper_has_what_is_read_and_nothing_to_click(page: Page, shentu: Site) -> None:
    road = Road(shentu)
    road.details()
    await shentu.log_in(page, "owner", to=f"/hall/web/applications/{road.application}/whole?lang=en")
    await page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    await page.emulate_media(media="print")
    await _stands_on_paper(page)
    await page.goto(f"/hall/web/applications/{road.application}")
    await _stands_on_paper(page)
    await page.goto(f"/review/web/login?next=/review/web/projects/{road.project}/details")
    await page.emulate_media(media="screen")
    await page.fill("main form [name=login]:not([type=hidden])", road.account)
    await page.fill("main form [name=password]:not([type=hidden])", road.password)
    await page.click("main form:has([name=password]:not([type=hidden])) button")
    await page.emulate_media(media="print")
    for part in ("details", "drawings", "submission"):
        await page.goto(f"/review/web/projects/{road.project}/{part}")
        await _stands_on_paper(page)


async def _stands_on_paper(page: Page) -> None:
    await page.wait_for_load_state()
    main = await page.locator("main").bounding_box()
    assert main is not None and main["width"] > 700, page.url  # the whole width, no column for a menu
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    for hidden in (".ribbon", "nav:visible", "button:visible"):
        await expect(page.locator(hidden if ":" in hidden else f"{hidden}:visible")).to_have_count(0)
