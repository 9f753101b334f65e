"""From an empty user centre to a draft: link, complete, choose the scenario (S4–S9), and the guides (S7)."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.pages.site import Site, Watched

CODE, NAME = "2403-410105-04-01-123456", "示例市民服务中心项目"


@pytest.mark.parametrize(
    ("viewport", "language"), [({"width": 1440, "height": 900}, "zh"), ({"width": 375, "height": 800}, "en")]
)
async def test_a_project_is_linked_completed_and_filed(
    page: Page, shentu: Site, watched: Watched, language: str
) -> None:
    watched.forgive("422", "404")
    await shentu.log_in(page, "owner", to=f"/hall/web/projects/link?lang={language}")
    await page.fill("[name=project_code]", CODE)
    await page.fill("[name=project_name]", "示例市民服务")
    await page.click("main form button")
    await expect(page.locator("[name=project_name]")).to_have_attribute("aria-invalid", "true")
    await expect(page.locator("[name=project_code]")).to_have_value(CODE)
    await page.fill("[name=project_name]", NAME)
    await page.click("main form button")
    await expect(page.locator("h1")).to_have_text(NAME)

    await page.fill("[name=land_area]", "12.5")
    await page.fill("[name=building_area]", "28000")
    await page.click("#complete button")
    await expect(page.locator("[name=land_area]")).to_have_attribute("aria-invalid", "true")
    await page.fill("[name=land_area]", "12000")
    await page.click("#complete button")
    await page.click("a[href$='/matters']")
    await expect(page.locator(".scenario")).to_have_count(4)
    await page.click(".scenario:has([value=buildings]) button")
    await page.wait_for_url(re.compile(r"/hall/web/applications/[0-9a-f-]+/form"))


async def test_a_type_without_joint_review_says_so_and_leads_to_its_guide(page: Page, shentu: Site) -> None:
    linked = await _link(page, shentu, "2403-410105-04-01-123458", "示例能源站项目")
    await page.goto(f"{linked}/matters")
    await expect(page.locator(".scenario")).to_have_count(0)
    await page.click("text=查看该类型的服务指南")
    await expect(page.locator(".notice.warn")).to_contain_text("没有联合审图")
    await expect(page.locator(".chart svg .box").first).to_be_visible()


async def test_a_project_is_entered_by_hand(page: Page, shentu: Site, watched: Watched) -> None:
    watched.forgive("422")
    await shentu.log_in(page, "owner", to="/hall/web/projects/new")
    await page.fill("[name=project_name]", "示例办公楼装饰装修项目")
    await page.click("main form button:has-text('保存项目')")
    assert await page.locator("main [aria-invalid=true]").count() == 12
    await expect(page.locator("[name=project_name]")).to_have_value("示例办公楼装饰装修项目")
    for name, value in {
        "project_type": "4",
        "construction_nature": "4",
        "engineering_class": "12",
        "fund_source": "2",
    }.items():
        await page.select_option(f"[name={name}]", value)
    typed = {
        "region_code": "410105", "site_address": "金水区示例路10号", "land_area": "1500", "building_area": "3200",
        "total_investment": "480.5", "planned_start": "2026-09-01", "planned_end": "2027-03-31",
        "scale_content": "办公楼地上5层室内装饰装修",
    }  # fmt: skip
    for name, value in typed.items():
        await page.fill(f"[name={name}]", value)
    await page.click("main form button:has-text('保存项目')")
    await expect(page.locator("h1")).to_have_text("示例办公楼装饰装修项目")


async def test_another_owners_project_is_not_there(page: Page, shentu: Site, watched: Watched) -> None:
    watched.forgive("404")
    linked = await _link(page, shentu, CODE, NAME)
    await shentu.log_in(page, "owner-returning")
    for path in ("", "/matters"):
        answer = await page.goto(linked + path)
        assert answer is not None
        assert answer.status == 404


async def _link(page: Page, shentu: Site, code: str, name: str) -> str:
    await shentu.log_in(page, "owner", to="/hall/web/projects/link")
    await page.fill("[name=project_code]", code)
    await page.fill("[name=project_name]", name)
    await page.click("main form button")
    await expect(page.locator("h1")).to_have_text(name)
    return page.url.partition("?")[0]
