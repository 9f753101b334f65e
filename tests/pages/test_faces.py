"""Every page keeps nobody out: axe finds nothing on it, it is light, and nothing on it is wider than the window.

`make faces` looks at each page in both languages at both widths, and leaves a picture of each in var/faces, as
`make screenshots` does; `make test` looks at each in one of the four ways.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Page, ViewportSize

from tests.pages.faces import FACES
from tests.pages.routes import page_routes
from tests.pages.site import Site, Watched, barriers
from tests.pages.told import Told, tell

WIDE, NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=375, height=800)
VIEWS = [(viewport, language) for viewport in (WIDE, NARROW) for language in ("zh", "en")]
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
WHOLE = bool(os.environ.get("SHENTU_FACES"))
HEAVIEST = 120_000
PICTURES = Path(__file__).parents[2] / "var" / "faces"
# No pages: files, what only leads on, what never ends.
FILES = ("/static/", "/live", "/docs", "/{journey}.{form}", "/{file_id}", "/{drawing_id}", "/messages/{message}")


@pytest.fixture(scope="module")
def told(instance: str) -> Iterator[Told]:
    """One sandbox for all that is looked at here: looking changes nothing."""
    with httpx.Client(base_url=instance, timeout=60, trust_env=False) as client:
        sandbox = client.post("/sim/sandboxes").raise_for_status().json()["name"]
        client.headers["Sim-Sandbox"] = sandbox
        yield tell(Site(instance, sandbox, client))
        client.delete(f"/sim/sandboxes/{sandbox}")


@pytest.fixture
def shentu(told: Told) -> Site:
    """Where the story was told."""
    return told.site


@pytest.mark.parametrize(("viewport", "language"), VIEWS)
async def test_no_page_keeps_anybody_out(
    page: Page, told: Told, watched: Watched, viewport: ViewportSize, language: str
) -> None:
    watched.forgive("404")
    found = {}
    for who, path in looked_at(VIEWS.index((viewport, language))):
        await told.be(who, page.context)
        address = told.address(path)
        answer = await page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        assert answer is not None
        wrong = await barriers(page)
        wrong += ["wider than the window"] if await page.evaluate(TOO_WIDE) else []
        wrong += ["too heavy"] if len(await answer.body()) > HEAVIEST else []
        if wrong:
            found[path] = wrong
        if WHOLE:
            name = f"{re.sub(r'[^a-z0-9-]+', '_', path).strip('_') or 'first'}-{who}-{viewport['width']}-{language}.png"
            await page.screenshot(path=PICTURES / name, full_page=True, animations="disabled")
    assert not found


def looked_at(view: int) -> list[tuple[str, str]]:
    """As whom, and which pages in this view: all, or every fourth."""
    faces = [(who, path) for who, paths in FACES.items() for path in paths]
    return faces if WHOLE else faces[view :: len(VIEWS)]


def test_no_page_is_left_out() -> None:
    """Each route that is a page is the first that answers one of the addresses."""
    routes = page_routes()
    addresses = [path.partition("?")[0] for paths in FACES.values() for path in paths]
    answered = {next((path for path in routes if routes[path].match(one)), "") for one in addresses}
    pages = {path for path in routes if not any(file in path for file in FILES)}
    assert pages - answered == {"/console"}, "which leads on"
