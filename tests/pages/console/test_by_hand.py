"""Testers' hands in the console: applications built by a form, events sent again and made up."""

import json

from playwright.async_api import Page, expect

from tests.pages.site import Site, Watched, barriers

CONFIRMED, WITHDRAWN = "hall.application.confirmed", "hall.application.withdrawn"


async def test_applications_are_built_by_a_form(page: Page, shentu: Site, watched: Watched) -> None:
    watched.forgive("422")
    await page.goto(f"/console/in/{shentu.sandbox}/applications?lang=en")
    await page.fill("[name=count]", "many")
    await page.click("main form.card button")
    await expect(page.locator("#errors")).to_be_visible()
    await page.fill("[name=count]", "2")
    await page.select_option("[name=stage]", "linked")
    await page.click("main form.card button")
    await expect(page.locator("tr[data-application]")).to_have_count(2)
    assert not await barriers(page)
    for link in await page.locator("tr[data-application]").first.locator("a").all():
        answer = await page.request.get(str(await link.get_attribute("href")))
        assert answer.ok, await link.get_attribute("href")
    await page.locator("tr[data-application] a").first.click()
    await expect(page.locator("main")).to_contain_text("application.built")


async def test_an_event_is_sent_again_and_one_is_made_up(page: Page, shentu: Site, watched: Watched) -> None:
    watched.forgive("422")
    made = shentu.client.post("/sim/applications", json={"stage": "pushed"}).raise_for_status().json()
    (event,) = shentu.client.get("/sim/events", params={"type": CONFIRMED}).json()["items"]
    await page.goto(f"/console/in/{shentu.sandbox}/events/{event['id']}?lang=en")
    await page.click("button[value=same]")
    await expect(page.locator(".notice.ok")).to_contain_text("duplicate")
    await page.goto(f"/console/in/{shentu.sandbox}/events?lang=en")
    await page.click("text=Send an event by hand")
    await page.select_option("main select[name=type]", WITHDRAWN)
    await page.click("text=Choose")
    written = json.loads(await page.input_value("[name=data]"))
    assert set(written) == {"application_id", "project_code", "reason"}, "what its schema asks for"
    await page.fill("[name=subject]", made["application_id"])
    await page.click("main form.card button")
    await expect(page.locator("#errors")).to_be_visible()
    said = written | {"application_id": made["application_id"], "project_code": made["project_code"]}
    await page.fill("[name=data]", json.dumps(said))
    await page.click("main form.card button")
    await expect(page.locator(".notice.ok")).to_contain_text("handled")
    assert not await barriers(page)
