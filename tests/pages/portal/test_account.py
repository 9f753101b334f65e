"""法人账号 in the browser: an incomplete record is completed, an unverified account verified, a new one registered."""

from playwright.async_api import Page, expect

from tests.pages.site import Site, Watched


async def test_a_completed_record_ends_the_blank_page(page: Page, shentu: Site, watched: Watched) -> None:
    watched.forgive("422")
    await shentu.log_in(page, "owner-incomplete", to="/portal/web/account")
    await expect(page.locator(".notice.warn")).to_have_count(1)
    await page.fill("form:has([name=address]) [name=legal_representative]", "王示例")
    await page.fill("form:has([name=address]) [name=agent_name]", "赵经办")
    await page.fill("form:has([name=address]) [name=agent_phone]", "1380000")
    await page.click("form:has([name=address]) button")
    await expect(page.locator("form:has([name=address]) [name=agent_phone]")).to_have_attribute("aria-invalid", "true")
    await page.fill("form:has([name=address]) [name=agent_phone]", "13800000019")
    await page.click("form:has([name=address]) button")
    await expect(page.locator(".notice.ok")).to_be_visible()
    await page.goto("/hall/web/projects")
    await expect(page.locator("h1")).to_have_text("我的项目")


async def test_whoever_is_verified_can_link(page: Page, shentu: Site, watched: Watched) -> None:
    watched.forgive("403", "409", "422")
    await shentu.log_in(page, "owner-unverified", to="/portal/web/account?lang=en")
    await page.fill("[action$=verification] [name=agent_id_number]", "410105198506150023")
    await page.click("[action$=verification] button")
    await expect(page.locator(".notice.ok")).to_be_visible()
    await page.goto("/hall/web/projects/link")
    await page.fill("[name=project_code]", "2403-410105-04-01-200001")
    await page.fill("[name=project_name]", "示例商业综合体项目")
    await page.click("main form button")
    await expect(page.locator("h1")).to_have_text("示例商业综合体项目")


async def test_a_new_account_is_registered_and_logged_in(page: Page, shentu: Site, watched: Watched) -> None:
    watched.forgive("422", "409")
    await page.goto(f"/portal/web/register?sandbox={shentu.sandbox}")
    await page.fill("[name=credit_code]", "91410100MA9XXXX119")
    await page.fill("[name=name]", "郑州示例新设有限公司")
    await page.fill("[name=password]", "Demo@2026")
    await page.click("main form button")
    await expect(page.locator("#errors")).to_be_visible()
    code = shentu.client.post("/sim/enterprises", json={}).raise_for_status().json()["credit_code"]
    await page.fill("[name=credit_code]", code)
    await page.fill("[name=password]", "Demo@2026")
    await page.click("main form button")
    await expect(page.locator("#errors")).to_contain_text("已")
