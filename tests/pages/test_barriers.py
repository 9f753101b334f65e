"""Nobody is kept out: what axe finds on the pages that everybody sees, in both languages, wide and narrow.

A place's own pages are looked at beside its other tests.
"""

import pytest
from playwright.async_api import Page, ViewportSize

from tests.pages.site import Watched, barriers

OPEN = ("/", "/portal/web/login", "/hall", "/hall/web/nowhere", "/nowhere")


@pytest.mark.parametrize(
    "viewport", [ViewportSize(width=1440, height=900), ViewportSize(width=375, height=800)], ids=["wide", "narrow"]
)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_open_pages_keep_nobody_out(page: Page, watched: Watched, language: str) -> None:
    watched.forgive("404")
    for path in OPEN:
        await page.goto(f"{path}?lang={language}")
        assert await barriers(page) == [], path
