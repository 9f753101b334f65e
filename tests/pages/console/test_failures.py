"""What can go wrong is played by a click on the stage, and so is how it goes on; while presenting nothing is ended."""

from collections.abc import Callable, Iterator

import pytest
from playwright.async_api import Page, expect

from tests.pages.site import Site, barriers
from tests.pages.visitor import Visitor


@pytest.fixture
def visitor(shentu: Site) -> Iterator[Visitor]:
    visitor = Visitor(shentu.url, shentu.sandbox)
    with visitor.client:
        yield visitor


def _draft_then_filed(site: Site, visitor: Visitor) -> str:
    [journey] = site.client.get("/sim/journeys").json()["items"]
    return {"draft": "before", "issued": "before", "wrong": "before"}.get(str(journey["status"]), "after")


def _none_then_two(site: Site, visitor: Visitor) -> str:
    assert site.client.get("/sim/phones/13800000404/messages").json()["items"] == []
    return "after" if visitor.get("/review/web/city-projects").text.count('type="radio"') == 2 else "before"


def _dead_then_texted(site: Site, visitor: Visitor) -> str:
    [journey] = site.client.get("/sim/journeys").json()["items"]
    return "before" if journey["events"] == "dead" else _texted_once(site, visitor) and "after"


def _texted_once(site: Site, visitor: Visitor) -> str:
    [text] = site.client.get("/sim/phones/13800000001/messages").json()["items"]
    told = site.client.get("/sim/events", params={"type": "review.project.pushed"}).json()["items"]
    faults = site.client.get("/sim/faults").json()["items"]
    assert text["vars"]["account"] and len(told) == 1
    return "before" if faults else "after"


def _unlinked_then_linked(site: Site, visitor: Visitor) -> str:
    linked = "示例市民服务中心项目" in visitor.get("/hall/web/projects").text
    return "after" if linked else "before"


def _blank_then_filled(site: Site, visitor: Visitor) -> str:
    return "after" if "<h1" in visitor.get("/hall/web/projects").text else "before"


@pytest.mark.parametrize(
    ("failure", "look"),
    [
        ("wrong-code", _draft_then_filed), ("consumer-fails", _dead_then_texted), ("pushed-twice", _texted_once),
        ("no-text", _none_then_two), ("wrong-name", _unlinked_then_linked),
        ("blank-hall", _blank_then_filled),
    ],
)  # fmt: skip
def test_it_goes_wrong_and_then_on(
    shentu: Site, visitor: Visitor, failure: str, look: Callable[[Site, Visitor], str]
) -> None:
    here = f"/console/in/{shentu.sandbox}/tour/{failure}"
    for sent, became, seen in (("", "wrong", "before"), ("wrong", "mended", "after")):
        answer = visitor.post(here, {"at": sent})
        assert (answer.status_code, answer.headers.get("location")) == (303, f"{here}?at={became}"), answer.text
        shown = visitor.get(f"{here}?at={became}")
        assert shown.status_code == 200 and 'class="notice dead"' not in shown.text
        assert look(shentu, visitor) == seen


def test_what_was_retried_by_hand_is_gone_on_from(shentu: Site, visitor: Visitor) -> None:
    here = f"/console/in/{shentu.sandbox}/tour/consumer-fails"
    assert visitor.post(here, {"at": ""}).status_code == 303
    shentu.client.delete("/sim/faults").raise_for_status()
    [dead] = shentu.client.get("/sim/events", params={"status": "dead"}).json()["items"]
    retried = shentu.client.post(f"/sim/events/{dead['id']}/retry?timeout=10", json={"consumer": "review"})
    assert retried.json()["outcome"] == "handled"
    assert visitor.post(here, {"at": "wrong"}).headers["location"] == f"{here}?at=mended"
    assert _texted_once(shentu, visitor) == "after"


async def test_a_click_leads_there(page: Page) -> None:
    await page.goto("/console/tour?lang=en")
    await page.click(".wrong button[value=wrong-name]")
    await page.click(".moves form button")
    await expect(page.locator(".caption .tag.warn")).to_be_visible()
    await expect(page.frame_locator("iframe[name=trace]").locator("tbody tr").first).to_contain_text("mismatch")
    assert await barriers(page) == []
    await page.click(".moves form button")
    await expect(page.locator(".caption .tag.ok")).to_be_visible()
    await expect(page.frame_locator("iframe[name=hall]").locator("h1")).to_have_text("示例市民服务中心项目")


def test_what_is_not_there_is_not_found(shentu: Site) -> None:
    assert shentu.client.get(f"/console/in/{shentu.sandbox}/tour/nothing").status_code == 404


def test_while_presenting_no_sandbox_is_ended(shentu: Site, visitor: Visitor) -> None:
    ending = f"/console/in/{shentu.sandbox}/ending"
    assert f"{ending}?do=delete" in visitor.get("/console/sandboxes").text
    word = visitor.word(ending)
    assert "/ending?do=" not in visitor.get("/console/sandboxes?present=1").text
    assert "<form method" not in visitor.get(f"{ending}?do=delete").text.split("<main", 1)[1]
    refused = visitor.client.post(ending, data={"csrf": word, "do": "delete"}, headers={"Sec-Fetch-Site": "none"})
    assert (refused.status_code, refused.headers["sim-problem"]) == (403, "presenting")
    assert "<form" not in visitor.get(f"/console/in/{shentu.sandbox}/faults").text.split("<main", 1)[1]
    fault = {"csrf": word, "at": "delivery", "do": "fail"}
    refused = visitor.client.post(
        f"/console/in/{shentu.sandbox}/faults", data=fault, headers={"Sec-Fetch-Site": "none"}
    )
    assert (refused.status_code, refused.headers["sim-problem"]) == (403, "presenting")
    assert f"{ending}?do=delete" in visitor.get("/console/sandboxes?present=0").text
