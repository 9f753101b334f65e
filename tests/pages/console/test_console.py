"""The console by clicking: find a journey, read the phone, move the clock, make and reset a sandbox."""

import re

from playwright.async_api import Page, expect

from tests.pages.site import Site, Watched

PHONE = "13800000066"


async def test_a_text_is_found_on_its_phone_and_in_the_trace(page: Page, shentu: Site) -> None:
    number = _ask_for_a_code(shentu)
    await page.goto(f"/console/in/{shentu.sandbox}?lang=en")
    await page.fill("input[name=q]", number)
    await page.press("input[name=q]", "Enter")
    await expect(page.locator("tr[data-journey]")).to_have_count(1)
    await expect(page.locator("tr[data-journey]")).to_contain_text(number)
    await page.click("text=Phones")
    await expect(page.locator("main")).not_to_contain_text(re.compile(r"验证码\s*[0-9]{6}"))
    await page.click(f"text={PHONE}")
    await expect(page.locator(".bubble")).to_contain_text(re.compile("[0-9]{6}"))
    await expect(page.locator(".vars .copy")).to_have_count(1)


async def test_the_list_fills_itself_and_is_narrowed_by_words_people_read(page: Page, shentu: Site) -> None:
    await page.goto(f"/console/in/{shentu.sandbox}/journeys?lang=en")
    await expect(page.locator("main .empty")).to_be_visible()
    await page.evaluate("window.kept = true")
    number = _ask_for_a_code(shentu)
    await expect(page.locator("tr[data-journey]")).to_contain_text(number)
    assert await page.evaluate("window.kept")  # nobody loaded it again
    await expect(page.locator("tr[data-journey]")).to_contain_text("Verification code Issued")
    await page.click(".chips a:has-text('Submitted for review')")
    await expect(page).to_have_url(re.compile("status=in-review"))
    await expect(page.locator("tr[data-journey]")).to_have_count(0)


async def test_a_journey_is_found_and_opened_by_keys_alone(page: Page, shentu: Site) -> None:
    number = _ask_for_a_code(shentu)
    await page.goto(f"/console/in/{shentu.sandbox}?lang=en")
    await page.keyboard.press("/")
    await page.keyboard.type(number)
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile(f"q={number}"))
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await expect(page.locator("h1")).to_contain_text(number)
    await page.wait_for_load_state()
    await page.keyboard.press("p")
    await expect(page.locator("[data-hold]")).to_have_attribute("aria-pressed", "true")
    await page.keyboard.press("j")
    assert await page.evaluate("document.activeElement.closest('.row') !== null")
    await page.keyboard.press("?")
    await expect(page.locator("h1")).to_have_text("Keys and addresses")


async def test_the_clock_is_moved_by_a_click(page: Page, shentu: Site) -> None:
    await page.goto(f"/console/in/{shentu.sandbox}/clock?lang=en")
    await page.click("text=Freeze")
    await expect(page.locator(".tag.warn")).to_have_text("! frozen")
    await page.click("text=+ 1 day")
    assert shentu.client.get("/sim/clock").json()["offset_seconds"] > 80_000
    await page.click("text=Back to real time")
    await expect(page.locator(".tag.ok")).to_have_text("✓ running")


async def test_a_sandbox_is_made_reset_and_deleted(page: Page, shentu: Site, watched: Watched) -> None:
    watched.forgive("409")
    await page.goto("/console/sandboxes?lang=en")
    await page.fill("[name=name]", shentu.sandbox)
    await page.click("main form button")
    await expect(page.locator("#errors")).to_be_visible()
    name = f"{shentu.sandbox}-2"
    await page.fill("[name=name]", name)
    await page.click("main form button")
    await expect(page.locator("h1")).to_have_text(f"Sandbox {name}")
    for do in ("reset", "delete"):
        await page.goto(f"/console/in/{name}/ending?do={do}")
        await page.click("main form button")
        await expect(page.locator("#errors")).to_have_count(0)
    assert name not in [one["name"] for one in shentu.client.get("/sim/sandboxes?limit=200").json()["items"]]


async def test_a_new_unit_can_link_a_project_approved_for_it(page: Page, shentu: Site) -> None:
    await page.goto(f"/console/in/{shentu.sandbox}/people?lang=en")
    await page.click("button:has-text('Make')")
    await expect(page.locator(".notice.ok code").first).to_have_text(re.compile("^91"))
    await page.click("button:has-text('Approve')")
    await expect(page.locator(".notice.ok code").first).to_have_text(re.compile("^[0-9]{4}-4101"))


def _ask_for_a_code(shentu: Site) -> str:
    client = shentu.client
    login = {"login": "91410100MA9XXXX118", "password": "Demo@2026"}
    owner = {"Authorization": f"Bearer {client.post('/portal/login', json=login).json()['access_token']}"}
    named = {"project_code": "2403-410105-04-01-123456", "project_name": "示例市民服务中心项目"}
    project = client.post("/hall/projects/link", json=named, headers=owner).raise_for_status().json()["id"]
    areas = {"land_area": 1, "building_area": 1}
    client.patch(f"/hall/projects/{project}", json=areas, headers=owner).raise_for_status()
    asked = {"project_id": project, "stage": "construction-permit", "matter": "joint-review", "scenario": "buildings"}
    opened = client.post("/hall/applications", json=asked, headers=owner).raise_for_status().json()
    path = f"/hall/applications/{opened['id']}/verification-code"
    client.post(path, json={"phone": PHONE}, headers=owner).raise_for_status()
    client.get(f"/sim/phones/{PHONE}/messages", params={"wait": 10}).raise_for_status()
    return str(opened["number"])
