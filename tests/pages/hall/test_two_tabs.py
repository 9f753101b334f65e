"""One filing in two tabs: what each of them saves is kept, and whoever would overwrite the other is told first."""

from playwright.async_api import Page, expect

from tests.pages.hall.filings import Filings
from tests.pages.review.road import Road
from tests.pages.site import Site, Watched, barriers


async def test_of_two_tabs_nothing_is_lost(page: Page, shentu: Site, watched: Watched) -> None:
    watched.forgive("409")
    filings = Filings(shentu)
    draft = filings.open()
    form = f"/hall/web/applications/{draft}/form"
    await shentu.log_in(page, "owner", to=f"{form}/project")
    other = await page.context.new_page()
    for tab, section in ((page, "project"), (other, "owner")):
        await tab.goto(f"{form}/{section}?lang=en")
    await page.fill("[name='project/site_address']", "金水路1号")
    await other.fill("[name='owner/contact_name']", "王经办")
    for tab in (page, other):
        await tab.locator(".bottom button[value=save]").click()
        await expect(tab.locator(".notice.ok")).to_be_visible()
    kept = filings.call("GET", f"/hall/applications/{draft}/form")["values"]
    assert (kept["project"]["site_address"], kept["owner"]["contact_name"]) == ("金水路1号", "王经办")

    await other.goto(f"{form}/project")
    await other.fill("[name='project/site_address']", "金水路2号")
    await other.locator(".bottom button[value=save]").click()
    await expect(other.locator(".notice.ok")).to_be_visible()
    await page.fill("[name='project/site_address']", "金水路3号")
    await page.locator(".bottom button[value=save]").click()
    told = page.locator(".moved tbody tr")
    await expect(told).to_have_count(1)
    await expect(told.locator("td")).to_have_text(["Site address", "金水路2号", "金水路3号"])
    assert await barriers(page) == []
    assert filings.call("GET", f"/hall/applications/{draft}/form")["values"]["project"]["site_address"] == "金水路2号"
    await page.locator(".bottom button[value=save]").click()
    await expect(page.locator(".notice.ok")).to_be_visible()
    assert filings.call("GET", f"/hall/applications/{draft}/form")["values"]["project"]["site_address"] == "金水路3号"


async def test_nor_on_the_platform_where_all_sections_stand_on_one_page(
    page: Page, shentu: Site, watched: Watched
) -> None:
    watched.forgive("409")
    road = Road(shentu)
    road.details()
    details = f"/review/web/projects/{road.project}/details"
    await page.goto(f"/review/web/login?next={details}")
    await page.fill("main form [name=login]:not([type=hidden])", road.account)
    await page.fill("main form [name=password]:not([type=hidden])", road.password)
    await page.click("main form:has([name=password]:not([type=hidden])) button")
    other = await page.context.new_page()
    await other.goto(f"{details}?lang=en")
    await page.goto(f"{details}?lang=en")
    changes = ((page, "project/site_address", "金水路1号"), (other, "owner/contact_name", "王经办"))
    for tab, name, text in changes:
        await tab.fill(f"[name='{name}']", text)
        await tab.locator(".bottom button").click()
        await expect(tab.locator(".notice.ok")).to_be_visible()
    await page.reload()
    for _, name, text in changes:
        await expect(page.locator(f"[name='{name}']")).to_have_value(text)
    for tab, text in ((other, "金水路2号"), (page, "金水路3号")):
        if tab is other:
            await tab.reload()
        await tab.fill("[name='project/site_address']", text)
        await tab.locator(".bottom button").click()
    await expect(page.locator(".moved tbody td")).to_have_text(["Site address", "金水路2号", "金水路3号"])
