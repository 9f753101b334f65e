"""A whole filing by clicks, from the form to what is said after 确认 (S10–S18)."""

from pathlib import Path

import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.pages.hall.filings import PHONE, Filings
from tests.pages.site import Site, Watched

WIDE, NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=375, height=740)
Words = dict[str, str]
WORDS: dict[str, Words] = {
    "zh": {"next": "下一步", "save": "暂存", "example": "填入示例", "samples": "放入示例文件"},
    "en": {"next": "Next", "save": "Save draft", "example": "Fill with the example", "samples": "Put sample files"},
}
SECTIONS = 8


@pytest.fixture
def filings(shentu: Site) -> Filings:
    return Filings(shentu)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A PDF on the applicant's disk, called as people call theirs."""
    path = tmp_path / "联合审图申请表（最终）.pdf"
    path.write_bytes(b"%PDF-1.4\n%%EOF\n")
    return path


@pytest.mark.parametrize(
    ("language", "viewport", "scripts"), [("zh", WIDE, True), ("en", NARROW, True), ("zh", NARROW, False)]
)
async def test_a_filing_from_its_form_to_the_confirmation(
    page: Page, shentu: Site, watched: Watched, filings: Filings, document: Path, language: str, scripts: bool
) -> None:
    watched.forgive("422")
    say, draft = WORDS[language], filings.open()
    here = f"/hall/web/applications/{draft}"
    await shentu.log_in(page, "owner", to=f"{here}/form")
    await page.goto(f"{here}/form?lang={language}")
    await _fill(page, say)
    await expect(page).to_have_url(f"{shentu.url}{here}/materials")
    await _provide(page, say, document)
    await page.get_by_role("link", name=say["next"], exact=True).last.click()
    await _confirm(page, filings, scripts)
    await expect(page).to_have_url(f"{shentu.url}{here}?filed=1")
    await expect(page.locator(".progress .now")).to_contain_text("接件" if language == "zh" else "Confirmed")
    await expect(page.locator("section.next")).to_contain_text("138****0001")
    assert filings.call("GET", f"/hall/applications/{draft}")["status"] == "confirmed"


async def _fill(page: Page, say: Words) -> None:
    """A wrong number first, which is told and kept; then the example, and on through the sections."""
    land = page.locator("[name='project/land_area']")
    await land.fill("很大")
    await page.get_by_role("button", name=say["save"], exact=True).last.click()
    await expect(page.locator("#errors")).to_be_focused()
    await expect(land).to_have_value("很大")
    await expect(land).to_have_attribute("aria-invalid", "true")
    await page.locator("#errors a").first.click()
    await expect(land).to_be_focused()
    await page.get_by_role("button", name=say["example"]).click()
    await expect(land).to_have_value("20000")
    await expect(page.locator(".sections .count.ok")).to_have_count(SECTIONS - 2)
    for _ in range(SECTIONS):
        await page.get_by_role("button", name=say["next"], exact=True).click()


async def _provide(page: Page, say: Words, document: Path) -> None:
    """One file by hand, with its seal; the others are the simulator's samples."""
    first = page.locator("#m-M01")
    await first.locator("input[type=file]").set_input_files(document)
    await first.locator(".upload > button").click()
    await expect(first.locator(".files a")).to_have_text(document.name)
    await expect(page.locator("#told .tag.warn")).to_be_visible()
    await first.locator("button[value=seal]").click()
    await expect(first.locator(".tag.ok")).to_be_visible()
    async with page.expect_download() as downloading:
        await first.locator(".files a").click()
    assert (await downloading.value).suggested_filename == document.name
    await page.get_by_role("button", name=say["samples"]).click()
    await expect(page.locator("#told .tag.ok")).to_be_visible()
    await expect(page.locator(".lacking")).to_have_count(0)


async def _confirm(page: Page, filings: Filings, scripts: bool) -> None:
    await page.fill("[name=phone]", PHONE)
    again = page.locator("button[value=code]")
    await again.click()
    await expect(page.locator(".notice a")).to_contain_text(PHONE)
    await expect(page.locator("[name=phone]")).to_have_value(PHONE)
    if scripts:
        await expect(again).to_be_disabled()
    code = filings.code()
    await page.fill("[name=code]", "000000" if code != "000000" else "111111")
    await page.click("button[value=confirm]")
    await expect(page.locator("#errors")).to_contain_text("4")
    await page.fill("[name=code]", code)
    await page.click("button[value=confirm]")
