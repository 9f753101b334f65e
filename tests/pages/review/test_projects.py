"""From the pushed filing to 待申报 by clicking (S17, S20), and who sees a project."""

import pytest
from playwright.async_api import Page, expect

from tests.journeys.client import Client
from tests.journeys.personas import PASSWORD, RETURNING
from tests.journeys.walk.filing import file, prepare
from tests.journeys.walk.review import choose_city_project, complete_basics, enter_platform, join_project, share_code
from tests.pages.site import Site, Watched, barriers

HOSTILE = '"><script>alert(1)</script>{{7*7}}'
DESIGN, OTHER = "91410102MA9XXXX38W", "91410105MA9XXXX388"


@pytest.mark.parametrize(
    ("viewport", "language", "scripts"),
    [({"width": 1440, "height": 900}, "zh", True), ({"width": 375, "height": 800}, "en", False)],
)
async def test_a_city_project_is_chosen_and_completed(
    page: Page, shentu: Site, walker: Client, watched: Watched, language: str, scripts: bool
) -> None:
    watched.forgive("422")
    _file(walker)
    await _enter(page, RETURNING.credit_code, f"/review/web/projects/new?lang={language}")
    await page.click(".toolbar a[href$='/city-projects']")
    await page.click(".picked button")
    await expect(page.locator(".tag.warn").first).to_be_visible()

    await page.fill("[name='owner/contact_name']", HOSTILE)
    await page.fill("[name='project/total_investment']", "much")
    await page.click(".bottom button")
    await expect(page.locator("[name='project/total_investment']")).to_have_attribute("aria-invalid", "true")
    await expect(page.locator("[name='owner/contact_name']")).to_have_value(HOSTILE)
    await page.fill("[name='project/total_investment']", "7600")
    await page.click(".bottom button")
    await expect(page.locator(".notice.warn")).to_contain_text("2")
    await page.select_option("[name='review/scale']", index=1)
    await page.check("[name='review/joint_fire_review'][value=true]")
    await page.click(".bottom button")
    await expect(page).to_have_url(f"{shentu.url}/review/web/projects?tab=editing&completed=1")

    await page.click("tr a[href$='/details']")
    await expect(page.locator("[name='owner/contact_name']")).to_have_value(HOSTILE)
    await page.click("[value='add:persons']")
    await expect(page.locator("[data-row='persons/0']")).to_be_visible()
    await page.click("[value='remove:persons/0']")
    await expect(page.locator("[data-row='persons/0']")).to_have_count(0)
    if scripts:
        assert await barriers(page) == []
    await page.click(".sim button")
    await expect(page.locator(".notice.ok")).to_be_visible()
    await expect(page.locator("main .tag.warn")).to_have_count(0)
    await expect(page.locator("[data-row='persons/0']")).to_be_visible()


async def test_a_linked_unit_looks_and_a_stranger_does_not(page: Page, walker: Client, watched: Watched) -> None:
    watched.forgive("404")
    project = _editing(walker)
    await _enter(page, DESIGN, "/review/web/projects")
    await page.click(f"tr[data-project='{project}'] a >> nth=0")
    await page.click(".tabbed a[href$='/details']")
    await expect(page.locator("[name='owner/contact_name']")).to_be_disabled()
    assert await page.locator(".bottom, .sim").count() == 0
    await _enter(page, OTHER, "/review/web/projects")
    await expect(page.locator(".empty")).to_contain_text("项目关联")
    for path in ("", "/basic", "/details"):
        answer = await page.goto(f"/review/web/projects/{project}{path}")
        assert answer is not None
        assert answer.status == 404


async def test_the_first_page_counts_what_there_is_to_do(page: Page, walker: Client) -> None:
    _editing(walker)
    await _enter(page, RETURNING.credit_code, "/review?lang=en")
    assert await page.locator(".todo b").all_inner_texts() == ["0", "0", "1", "0"]
    for path in ("/review", "/review/web/projects", "/review/web/city-projects", "/review/web/projects/new"):
        await page.goto(path)
        assert await barriers(page) == [], path
    await page.goto("/review/web/projects?tab=editing")
    await page.click("tbody a >> nth=0")
    assert await barriers(page) == []


def _file(walker: Client) -> str:
    return file(prepare(walker, RETURNING.credit_code, RETURNING.project)).application_id


def _editing(walker: Client) -> str:
    """A project 待申报, with one design unit."""
    owner, _ = enter_platform(walker, RETURNING.credit_code)
    project = choose_city_project(owner, _file(walker))["id"]
    complete_basics(owner, project)
    unit, _ = enter_platform(walker, DESIGN)
    join_project(unit, share_code(owner, project, "design"))
    return str(project)


async def _enter(page: Page, account: str, to: str) -> None:
    await page.goto("/review/web/login")
    await page.fill("form.login [name=login]", account)
    await page.fill("form.login [name=password]", PASSWORD)
    await page.click("form.login button")
    await page.goto(to)
