"""From a project that is to be submitted to its submission, by clicks of all who take part (S20–S23)."""

from pathlib import Path

import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.pages.review.road import AGENCIES, PASSWORD, UNITS, Road
from tests.pages.site import Site, Watched, barriers

WIDE, NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=375, height=740)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A drawing on a unit's disk."""
    path = tmp_path / "施工图.pdf"
    path.write_bytes(b"%PDF-1.4\n%%EOF\n")
    return path


@pytest.mark.parametrize(
    ("language", "viewport", "scripts"), [("zh", WIDE, True), ("en", NARROW, False)], ids=["wide", "narrow"]
)
async def test_a_project_is_submitted_by_all_who_take_part(
    page: Page, shentu: Site, watched: Watched, document: Path, language: str, scripts: bool
) -> None:
    watched.forgive("404", "422")  # a code that leads nowhere; what is not complete
    road = Road(shentu)
    road.details()
    here = f"/review/web/projects/{road.project}"

    await _enter(page, road.account, road.password, f"{here}/submission", language)
    gaps = page.locator(".gaps a")
    await expect(gaps.filter(has_text="V03")).to_have_attribute("href", f"{here}/units")
    await _look(page, "submission-gaps", scripts)
    required = len(road.required())
    await _counts(page, scripts, drawings=f"0/{required}", documents="0/3")
    codes = {role: await _share(page, here, role) for role in UNITS}
    await _look(page, "units", scripts)
    for role, account in UNITS.items():
        await _enter(page, account, PASSWORD, f"/review/web/link?code={codes[role]}", language)
        await _hand_in(page, road, role, document, scripts)

    await _enter(page, road.account, road.password, f"{here}/agency", language)
    await _look(page, "agency", scripts)
    await page.locator(".agencies button").first.click()
    await expect(page.locator(".agencies .mine")).to_have_count(1)
    await page.goto(f"{here}/planning-documents")
    await _look(page, "planning", scripts)
    for row in [
        f"#{one}" for one in await page.locator("tr:has(.lacks)").evaluate_all("all => all.map(one => one.id)")
    ]:
        await page.locator(row).locator("input[type=file]").set_input_files(document)
        await page.locator(row).locator(".upload > button").click()
        await expect(page.locator(f"{row} .files a")).to_have_text(document.name)
    await _counts(page, scripts, drawings=f"{required}/{required} ✓", documents="3/3 ✓")
    await page.goto(f"{here}/submission")
    await expect(page.locator(".gaps")).to_have_count(0)
    await _look(page, "submission-ready", scripts)
    await page.locator("form:has([name=idempotency_key]) button").click()
    await expect(page.locator("main .notice.ok")).to_be_visible()
    assert road.status == "submitted"
    await _look(page, "submitted", scripts)

    await _enter(page, AGENCIES[0], PASSWORD, f"{here}/drawings", language)
    await expect(page.locator(".upload")).to_have_count(0)
    async with page.expect_download() as downloading:
        await page.locator(".files a").first.click()
    assert (await downloading.value).suggested_filename == document.name


async def _enter(page: Page, account: str, password: str, to: str, language: str) -> None:
    await page.context.clear_cookies(name="shentu_review")
    await page.goto(f"/review/web/login?lang={language}&next={to.replace('?', '%3F')}")
    await page.fill("main form [name=login]:not([type=hidden])", account)
    await page.fill("main form [name=password]:not([type=hidden])", password)
    await page.click("main form:has([name=password]:not([type=hidden])) button")
    await page.wait_for_url(f"**{to.partition('?')[0]}**")


async def _counts(page: Page, scripts: bool, *, drawings: str, documents: str) -> None:
    """The list says how far the project is."""
    await page.goto("/review/web/projects?tab=editing")
    await expect(page.locator("tr[data-project] a[href$='/drawings']")).to_have_text(drawings)
    await expect(page.locator("tr[data-project] a[href$='/planning-documents']")).to_have_text(documents)
    await _look(page, "list", scripts)


async def _share(page: Page, here: str, role: str) -> str:
    await page.goto(f"{here}/units")
    await page.click(f"button[name=role][value={role}]")
    await expect(page.locator(".qr svg")).to_be_visible()
    return await page.locator(".qr code").inner_text()


async def _hand_in(page: Page, road: Road, role: str, document: Path, scripts: bool) -> None:
    """A wrong code first, which is told; then the right one, and every drawing with its seal."""
    code = await page.input_value("[name=code]")
    await page.fill("[name=code]", "22222222")
    await page.locator("form:has([name=code]) button").click()
    await expect(page.locator("#errors")).to_be_visible()
    await _look(page, "link", scripts)
    await page.fill("[name=code]", code)
    await page.locator("form:has([name=code]) button").click()
    await expect(page.locator("main .notice.ok")).to_be_visible()
    await _look(page, f"drawings-{role}", scripts)
    for drawing in road.required():
        if drawing["role"] != role:
            continue
        row = page.locator(f"#d-{drawing['discipline']}")
        await row.locator("input[type=file]").set_input_files(document)
        await row.locator(".upload > button").click()
        await row.locator("button[value=seal]").click()
        await expect(row.locator(".tag.ok")).to_be_visible()
    await _look(page, f"drawings-{role}-done", scripts)


async def _look(page: Page, name: str, scripts: bool) -> None:
    """Nothing is wider than the window, and with scripts axe finds nothing."""
    await page.wait_for_load_state()  # with its style sheets
    assert await page.locator("main").evaluate("main => main.scrollWidth <= main.clientWidth"), name
    if scripts:
        assert await barriers(page) == [], name
