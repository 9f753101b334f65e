"""Pages in a real browser: one embedded instance and one Chromium for all of them, a sandbox of its own for each test.

    async def test_the_owner_logs_in(page: Page, shentu: Site) -> None:
        await shentu.log_in(page, "owner", to="/hall/web/projects")

A test fails when anything was asked of another host, when the browser's console had an error, or when the content
security policy stopped something; `watched.forgive("422")` lets pass what the test provokes.
"""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, async_playwright

from tests.pages.site import ARGUMENTS, Site, Watched, watch
from tests.processes import embedded

HERE = Path(__file__).parent
RUNNING = os.environ.get("SHENTU_URL", "").rstrip("/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One event loop for all tests here, since they share one browser."""
    for item in items:
        if HERE in item.path.parents and item.get_closest_marker("asyncio"):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of everything in one process, or of what runs already at SHENTU_URL: compose, say."""
    if RUNNING:
        yield RUNNING
        return
    with embedded(tmp_path_factory.mktemp("pages")) as running:
        yield running.url


@pytest.fixture
def shentu(instance: str) -> Iterator[Site]:
    """A sandbox of the instance, as people and programs reach it."""
    with httpx.Client(base_url=instance, timeout=30, trust_env=False) as client:
        sandbox = client.post("/sim/sandboxes").raise_for_status().json()["name"]
        client.headers["Sim-Sandbox"] = sandbox
        yield Site(instance, sandbox, client)
        client.delete(f"/sim/sandboxes/{sandbox}")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium_path: str) -> AsyncIterator[Browser]:
    """The one browser."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield chromium
        await chromium.close()


@pytest.fixture
def viewport() -> ViewportSize:
    """How large the window is; parametrise it for others, 375 wide say."""
    return {"width": 1440, "height": 900}


@pytest.fixture
def scripts() -> bool:
    """Whether pages may run scripts; parametrise it with False for those that have none."""
    return True


@pytest_asyncio.fixture(loop_scope="session")
async def context(
    browser: Browser, shentu: Site, viewport: ViewportSize, scripts: bool
) -> AsyncIterator[BrowserContext]:
    """A browser of one's own: no cookies yet but the sandbox's."""
    context = await browser.new_context(viewport=viewport, java_script_enabled=scripts, base_url=shentu.url)
    await context.add_cookies([{"name": "shentu_sandbox", "value": shentu.sandbox, "url": shentu.url}])
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def watched(context: BrowserContext, shentu: Site) -> AsyncIterator[Watched]:
    """What the browser complained of; looked at when the test is over."""
    watched = await watch(context, shentu.url)
    yield watched
    assert not watched.complaints, watched.complaints


@pytest_asyncio.fixture(loop_scope="session")
async def page(context: BrowserContext, watched: Watched) -> Page:
    """A tab."""
    return await context.new_page()
