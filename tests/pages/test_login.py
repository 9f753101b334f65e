"""Logging in at the portal: in place, and back to where one came from (S2, S3)."""

import pytest
from playwright.async_api import Page, expect

from tests.pages.site import Site, Watched

LOGIN = "form:has([name=login]:not([type=hidden]))"


async def test_a_page_asks_to_log_in_and_comes_back(page: Page, shentu: Site) -> None:
    await page.goto("/hall/web/projects?lang=en")
    await expect(page).to_have_url(f"{shentu.url}/portal/web/login?next=%2Fhall%2Fweb%2Fprojects")
    await page.click("text=owner-returning")
    await expect(page.locator("h1")).to_have_text("My projects")
    await expect(page.locator(".ribbon .sandbox")).to_contain_text(shentu.sandbox)


@pytest.mark.parametrize(
    ("language", "hint", "gloss"), [("zh", "安置房", None), ("en", "Resettlement housing", "Housing Security Centre")]
)
async def test_people_are_told_in_the_language_of_the_page(
    page: Page, language: str, hint: str, gloss: str | None
) -> None:
    await page.goto(f"/portal/web/login?lang={language}")
    person = page.locator(".people li", has_text="郑州示例住房保障中心")
    hints = await person.locator(".soft").all_inner_texts()
    assert hints[-1] == hint and (len(hints) == 1 if gloss is None else gloss in hints[0])


@pytest.mark.parametrize("scripts", [True, False])
async def test_a_wrong_password_is_told_in_place(page: Page, shentu: Site, watched: Watched) -> None:
    watched.forgive("422")
    await page.goto("/portal/web/login")
    await page.fill(f"{LOGIN} [name=login]", "91410100MA9XXXX118")
    await page.fill(f"{LOGIN} [name=password]", "wrong")
    await page.click(f"{LOGIN} button")
    await expect(page.locator("#errors")).to_contain_text("账号或密码错误")
    await expect(page.locator("#errors")).to_be_focused()
    await expect(page.locator(f"{LOGIN} [name=login]")).to_have_value("91410100MA9XXXX118")
    await expect(page.locator(f"{LOGIN} [name=password]")).to_have_value("")


async def test_an_incomplete_account_sees_an_empty_page(page: Page, shentu: Site) -> None:
    await shentu.log_in(page, "owner-incomplete")
    for path in ("/hall", "/hall/web/projects"):
        await page.goto(path)
        assert await page.title()
        assert await page.evaluate("document.body.innerHTML.trim()") == ""


async def test_whoever_logs_out_is_nobody_again(page: Page, shentu: Site) -> None:
    await shentu.log_in(page, "owner", to="/hall/web/projects")
    await expect(page.locator(".who")).to_contain_text("郑州示例建设有限公司")
    await page.click(".who button")
    await page.goto("/hall/web/projects")
    await expect(page).to_have_url(f"{shentu.url}/portal/web/login?next=%2Fhall%2Fweb%2Fprojects")
