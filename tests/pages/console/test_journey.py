"""A journey's page: the picture, each step of it, what it fills itself with, and what it takes along as files."""

import re

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.pages.site import Site, barriers

PHONE = "13800000066"
LOGIN = {"login": "91410100MA9XXXX118", "password": "Demo@2026"}
PROJECT = {"project_code": "2403-410105-04-01-123456", "project_name": "示例市民服务中心项目"}


def draft(client: httpx.Client, named: dict[str, str] = PROJECT) -> tuple[str, dict[str, str]]:
    """A filing that has begun, and who may go on with it."""
    owner = {"Authorization": f"Bearer {client.post('/portal/login', json=LOGIN).json()['access_token']}"}
    project = client.post("/hall/projects/link", json=named, headers=owner).raise_for_status().json()["id"]
    areas = {"land_area": 1, "building_area": 1}
    client.patch(f"/hall/projects/{project}", json=areas, headers=owner).raise_for_status()
    asked = {"project_id": project, "stage": "construction-permit", "matter": "joint-review", "scenario": "buildings"}
    return str(client.post("/hall/applications", json=asked, headers=owner).raise_for_status().json()["id"]), owner


def ask_for_a_code(client: httpx.Client, journey: str, owner: dict[str, str]) -> str:
    """By text to the phone; what it says."""
    path = f"/hall/applications/{journey}/verification-code"
    client.post(path, json={"phone": PHONE}, headers=owner).raise_for_status()
    [text] = client.get(f"/sim/phones/{PHONE}/messages", params={"wait": 10}).raise_for_status().json()["items"]
    return str(text["vars"]["code"])


async def test_it_opens_from_the_list_and_its_causes_can_be_walked(page: Page, shentu: Site) -> None:
    journey, owner = draft(shentu.client)
    ask_for_a_code(shentu.client, journey, owner)
    await page.goto(f"/console/in/{shentu.sandbox}/journeys?lang=en")
    await page.click(f"tr[data-journey='{journey}'] a")
    await expect(page.locator(".next")).to_contain_text("the owner completes the one form")
    await page.click(".views a:has-text('Steps')")
    await page.click("tr:has-text('delivery') a:has-text('hall.phone_code.issued')")
    drawer = page.locator(".drawer")
    await expect(drawer).to_contain_text(re.compile(r"Waited .* ms · handled .* ms"))
    await drawer.locator("a:has-text('POST /hall/applications/{…}/verification-code')").click()
    await expect(drawer).to_contain_text("owner 91410100MA9XXXX118")
    await expect(page.locator("tr.chosen")).to_have_count(1)
    await page.wait_for_load_state()
    await page.keyboard.press("Escape")
    await expect(drawer).to_have_count(0)
    await page.go_back()
    await expect(drawer).to_have_count(1)


async def test_its_views_keep_nobody_out(page: Page, shentu: Site) -> None:
    journey, owner = draft(shentu.client)
    ask_for_a_code(shentu.client, journey, owner)
    for view in ("sequence", "waterfall", "steps", "states", "messages"):
        await page.goto(f"/console/in/{shentu.sandbox}/journeys/{journey}?view={view}&lang=zh")
        assert await barriers(page) == [], view


async def test_it_fills_itself_and_so_does_the_phone(page: Page, shentu: Site) -> None:
    journey, owner = draft(shentu.client)
    await page.goto(f"/console/in/{shentu.sandbox}/journeys/{journey}?lang=en&view=messages")
    await page.evaluate("window.kept = true")
    phone = await page.context.new_page()
    await phone.goto(f"/console/in/{shentu.sandbox}/phones/{PHONE}")
    await expect(phone.locator(".bubble")).to_have_count(0)
    code = ask_for_a_code(shentu.client, journey, owner)
    await expect(phone.locator(".bubble")).to_contain_text(code)
    await page.bring_to_front()
    await expect(page.locator(".bubbles")).to_contain_text("DELIVRD")
    assert await page.evaluate("window.kept")  # nobody loaded it again
    assert code not in await page.content()
    await page.click("text=Open on the phone")
    await expect(page.locator("h1")).to_have_text(PHONE)


@pytest.mark.parametrize("viewport", [{"width": 375, "height": 800}])
async def test_a_narrow_window_has_a_list_instead_of_the_picture(page: Page, shentu: Site) -> None:
    journey, _ = draft(shentu.client)
    await page.goto(f"/console/in/{shentu.sandbox}/journeys/{journey}?lang=en")
    await expect(page.locator(".canvas")).to_be_hidden()
    request = page.locator(".twin li:has-text('POST /hall/applications')").first
    await expect(request.locator(".lane")).to_have_text("hall")  # who answered, not who passed it on
    await page.click(".twin a:has-text('POST /hall/applications')")
    await expect(page.locator(".drawer")).to_contain_text("application → draft")
    assert await barriers(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_files_are_taken_along_and_never_shown(shentu: Site) -> None:
    journey, owner = draft(shentu.client)
    code = ask_for_a_code(shentu.client, journey, owner)
    for form in ("json", "txt", "mmd", "svg"):
        told = shentu.client.get(f"/console/in/{shentu.sandbox}/journeys/{journey}.{form}").raise_for_status()
        assert told.headers["content-disposition"].startswith("attachment")
        assert told.headers["content-security-policy"] == "sandbox"
        assert code not in told.text
    assert shentu.client.get(f"/console/in/{shentu.sandbox}/journeys/{journey}.exe").status_code == 404


def test_another_sandboxes_journey_is_not_there(shentu: Site) -> None:
    journey, _ = draft(shentu.client)
    for address in (f"/console/in/default/journeys/{journey}", f"/console/in/{shentu.sandbox}/messages/nobodys"):
        assert shentu.client.get(address).status_code == 404


def test_hostile_words_are_text_in_every_view(shentu: Site) -> None:
    hostile = '"><script>alert(1)</script>{{7*7}}'
    new = {"credit_code": LOGIN["login"], "project_name": hostile}
    made = shentu.client.post("/sim/investment-projects", json=new).raise_for_status().json()
    journey, _ = draft(shentu.client, {"project_code": made["project_code"], "project_name": hostile})
    words = dict.fromkeys(("find", "step", "lane", "open"), hostile)
    for view in ("sequence", "waterfall", "steps", "states", "messages"):
        asked = {"view": view, **words}
        text = (
            shentu.client.get(f"/console/in/{shentu.sandbox}/journeys/{journey}", params=asked).raise_for_status().text
        )
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in text
