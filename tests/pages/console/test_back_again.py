"""A page that was open while the instance was killed and much went on: it ends as one that was opened just now."""

from pathlib import Path

import httpx
from playwright.async_api import Browser, Page, expect

from tests.pages.site import watch
from tests.processes import Shentu, embedded

HELD = {"at": "delivery", "match": {"consumer": "review"}, "do": "hold"}
MEANWHILE = 90
"""Applications that are pushed while nobody listens: each has half a dozen events and deliveries."""

_SAME = """([part, wanted]) => {
  const parsed = (html) => {
    const body = document.createElement("div")
    body.innerHTML = html.replace(/\\s+/g, " ")
    return body
  }
  return parsed(document.querySelector(part).innerHTML).isEqualNode(parsed(wanted))
}"""


async def _opened(browser: Browser, address: str) -> Page:
    """In a window of its own: one that another covers would not fill itself."""
    page = await (await browser.new_context()).new_page()
    await page.goto(address)
    await page.wait_for_function("window.htmx !== undefined")
    return page


def _begun(client: httpx.Client) -> tuple[str, str]:
    """A fault that holds what was confirmed, and a journey held by it."""
    fault = client.post("/sim/faults", json=HELD).raise_for_status().json()["id"]
    return fault, client.post("/sim/applications", json={"stage": "confirmed"}).raise_for_status().json()["journey"]


def _meanwhile(client: httpx.Client, shentu: Shentu, fault: str) -> None:
    """It goes on, others come, and the process is killed and started again."""
    client.delete(f"/sim/faults/{fault}").raise_for_status()
    client.post("/sim/applications", json={"stage": "pushed", "count": MEANWHILE}).raise_for_status()
    client.get("/sim/idle?timeout=30").raise_for_status()
    shentu["all"].kill()
    shentu["all"].start().wait_ready()
    assert client.get("/sim/state").json()["confirmed"] == MEANWHILE + 1


async def test_what_happened_meanwhile_is_there(browser: Browser, tmp_path: Path) -> None:
    with embedded(tmp_path) as shentu, httpx.Client(base_url=shentu.url, timeout=60, trust_env=False) as client:
        fault, journey = _begun(client)
        inside = f"{shentu.url}/console/in/default"
        pages = {
            "#trace": await _opened(browser, f"{inside}/journeys/{journey}?reads=1"),
            "#found": await _opened(browser, f"{inside}/journeys"),
        }
        for page in pages.values():
            await page.evaluate("window.kept = true")
            await page.context.set_offline(True)
        _meanwhile(client, shentu, fault)
        for part, page in pages.items():
            fresh = await _opened(browser, page.url)
            watched = await watch(page.context, shentu.url)
            watched.forgive("ERR_INTERNET_DISCONNECTED")  # The stream tries once more until the line is back.
            await page.context.set_offline(False)
            await page.wait_for_function(_SAME, arg=[part, await fresh.locator(part).inner_html()])
            assert await page.evaluate("window.kept"), "it was loaded anew"
            await expect(fresh.locator(part)).not_to_be_empty()
            await fresh.context.close()
            await page.context.close()
            assert not watched.complaints
