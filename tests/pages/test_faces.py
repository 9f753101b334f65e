"""Every page keeps nobody out: what axe finds on it, wide in one language and narrow in the other.

`make faces` looks at each page in both languages at both widths.
"""

import os

import httpx
import pytest
from playwright.async_api import Page, ViewportSize

from tests.pages.site import Site, Watched, barriers

WIDE, NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=375, height=800)
USUAL = [(WIDE, "en"), (NARROW, "zh")]
VIEWS = [*USUAL, (WIDE, "zh"), (NARROW, "en")] if os.environ.get("SHENTU_FACES") else USUAL
EACH = pytest.mark.parametrize(("viewport", "language"), VIEWS)

IN = "/console/in/{sandbox}"
CONSOLE = (
    IN, f"{IN}/journeys", f"{IN}/journeys?q=nothing", f"{IN}/events", f"{IN}/requests", f"{IN}/dead-letters",
    f"{IN}/phones", f"{IN}/phones/13800000001", f"{IN}/clock", f"{IN}/people", f"{IN}/ending",
    "/console/sandboxes", "/console/health", "/console/help", "/console/login",
)  # fmt: skip
HALL = (
    "/hall", "/hall/web/guides", "/hall/web/guides/2", "/hall/web/projects", "/hall/web/projects/link",
    "/hall/web/projects/new", "/hall/web/projects/{project}", "/hall/web/projects/{project}/matters",
    "/hall/web/applications", "/portal/web/account", "/portal/web/register", "/portal/web/logout",
)  # fmt: skip


@EACH
async def test_the_console_keeps_nobody_out(page: Page, shentu: Site, watched: Watched, language: str) -> None:
    for path in CONSOLE:
        address = path.format(sandbox=shentu.sandbox)
        await page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        assert await barriers(page) == [], path


@EACH
async def test_portal_and_hall_keep_nobody_out(page: Page, shentu: Site, language: str) -> None:
    project = _linked(shentu.client)
    await shentu.log_in(page, "owner")
    for path in HALL:
        await page.goto(f"{path.format(project=project)}?lang={language}")
        assert await barriers(page) == [], path


def _linked(client: httpx.Client) -> str:
    login = {"login": "91410100MA9XXXX118", "password": "Demo@2026"}
    owner = {"Authorization": f"Bearer {client.post('/portal/login', json=login).json()['access_token']}"}
    named = {"project_code": "2403-410105-04-01-123456", "project_name": "示例市民服务中心项目"}
    return str(client.post("/hall/projects/link", json=named, headers=owner).raise_for_status().json()["id"])
