"""The stage, three pages side by side, and the tour that plays the story there; without scripts, too."""

import pytest
from playwright.async_api import Page, expect
from shentu.story.scene_list import scenes

from tests.pages.site import Site
from tests.pages.visitor import Visitor

PHONE = "13800000066"


async def test_three_pages_stand_side_by_side(page: Page, shentu: Site) -> None:
    await page.goto(f"/console/in/{shentu.sandbox}/stage?phone={PHONE}&lang=en")
    await expect(page.locator("iframe")).to_have_count(3)
    await expect(page.frame_locator("iframe[name=phone]").locator("h1")).to_have_text(PHONE)
    for frame in ("hall", "phone", "trace"):
        await expect(page.frame_locator(f"iframe[name={frame}]").locator(".ribbon")).to_have_count(0)
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


@pytest.mark.parametrize("scripts", [False])
async def test_a_click_plays_a_scene(page: Page) -> None:
    await page.goto("/console/tour?lang=en")
    await page.click("form.rowed button >> nth=0")
    for number in range(1, 4):
        await page.click(".moves form button")
        await expect(page.locator(".told")).to_contain_text(f"Scene {number} of {len(scenes())}")
        await expect(page.locator(".caption .tag.ok")).to_be_visible()
    await expect(page.frame_locator("iframe[name=hall]").locator("h1")).to_be_visible()


def test_the_tour_goes_on_behind_what_was_done_before(shentu: Site) -> None:
    tour = f"/console/in/{shentu.sandbox}/tour"
    visitor = Visitor(shentu.url, shentu.sandbox)
    with visitor.client:
        for scene, played in (("enter-platform", "receive-account"), ("submit", "upload-planning-documents")):
            answer = visitor.post(tour, {"scene": scene})
            assert answer.status_code == 303, answer.text
            for one in (scene, played):
                assert 'class="tag ok"' in visitor.get(f"{tour}?scene={one}").text, one
        assert visitor.post(tour, {"scene": "submit"}).status_code == 303, "all was played: nothing happens twice"
    [journey] = shentu.client.get("/sim/journeys").json()["items"]
    assert journey["status"] == "in-review"


def test_another_filing_made_by_hand_is_not_in_its_way(shentu: Site) -> None:
    tour = f"/console/in/{shentu.sandbox}/tour"
    visitor = Visitor(shentu.url, shentu.sandbox)
    with visitor.client:
        assert visitor.post(tour, {"scene": "enter-platform"}).status_code == 303
        shentu.client.post("/sim/applications", json={"stage": "pushed"}).raise_for_status()
        answer = visitor.post(tour, {"scene": "choose-city-project"})
        assert answer.status_code == 303, answer.text


def test_a_password_changed_by_hand_locks_nobody_out(shentu: Site) -> None:
    tour, visitor = f"/console/in/{shentu.sandbox}/tour", Visitor(shentu.url, shentu.sandbox)
    with visitor.client:
        assert visitor.post(tour, {"scene": "receive-account"}).status_code == 303
        texted = shentu.client.get("/sim/phones/13800000001/messages").json()["items"][-1]["vars"]
        login = {"account": texted["account"], "password": texted["initial_password"]}
        token = shentu.client.post("/review/login", json=login).raise_for_status().json()["access_token"]
        changed = {"new_password": "By-hand#2026"}
        bearer = {"Authorization": f"Bearer {token}"}
        shentu.client.put("/review/password", json=changed, headers=bearer).raise_for_status()
        refused = visitor.post(tour, {"scene": "enter-platform"})
        assert refused.status_code == 409
        for _ in range(8):
            assert visitor.get(f"{tour}?scene=enter-platform").status_code == 200
    mine = {**login, "password": "By-hand#2026"}
    assert shentu.client.post("/review/login", json=mine).status_code == 200


def test_a_scene_that_is_not_there_is_not_found(shentu: Site) -> None:
    assert shentu.client.get(f"/console/in/{shentu.sandbox}/tour?scene=nothing").status_code == 404
