"""Parts of a filing in the browser: rows, an upload that is stopped, gaps, reuse, withdrawal, the list."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Page, Route, ViewportSize, expect

from tests.pages.hall.filings import Filings
from tests.pages.site import Site, Watched, barriers

LIST = "/hall/web/applications"
WIDE, NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=375, height=740)


@pytest.fixture
def filings(shentu: Site) -> Filings:
    return Filings(shentu)


@pytest.mark.parametrize("scripts", [True, False])
async def test_rows_come_and_go_and_what_is_typed_stays(page: Page, shentu: Site, filings: Filings) -> None:
    draft = filings.open()
    await shentu.log_in(page, "owner", to=f"{LIST}/{draft}/form/buildings")
    rows, add = page.locator("[data-row]"), page.locator("button[value='add:buildings']")
    await add.click()
    await page.fill("[name='buildings/0/name']", "1#楼 <b>甲</b>")
    await page.locator("button[value='copy:buildings/0']").click()
    await expect(rows).to_have_count(2)
    await expect(page.locator("[name='buildings/1/name']")).to_have_value("1#楼 <b>甲</b>")
    await page.fill("[name='buildings/1/name']", "2#楼")
    await page.locator("button[value='remove:buildings/0']").click()
    await expect(rows).to_have_count(1)
    await expect(page.locator("[name='buildings/0/name']")).to_have_value("2#楼")
    assert "buildings" not in filings.call("GET", f"/hall/applications/{draft}/form")["values"], "not kept yet"
    await page.locator(".bottom button[value=save]").click()
    await expect(page.locator(".notice.ok")).to_be_visible()
    assert filings.call("GET", f"/hall/applications/{draft}/form")["values"]["buildings"] == [{"name": "2#楼"}]


async def test_an_upload_is_stopped(page: Page, shentu: Site, filings: Filings, tmp_path: Path) -> None:
    draft, asked = filings.open(), asyncio.Event()
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    await shentu.log_in(page, "owner", to=f"{LIST}/{draft}/materials")

    async def held(route: Route) -> None:
        if route.request.method == "POST":
            asked.set()
        else:
            await route.continue_()

    await page.route("**/materials", held)
    row = page.locator("#m-M02")
    await row.locator("input[type=file]").set_input_files(tmp_path / "a.pdf")
    await row.locator(".upload > button").click()
    await expect(row.locator("progress")).to_be_visible()
    await asked.wait()
    await row.locator("[data-stop]").click()
    await expect(row.locator("progress")).to_be_hidden()
    await expect(row.locator(".upload > button")).to_be_enabled()
    assert not filings.call("GET", f"/hall/applications/{draft}/materials")["items"][1]["files"]


async def test_a_refused_upload_is_told_in_its_row(
    page: Page, shentu: Site, watched: Watched, filings: Filings, tmp_path: Path
) -> None:
    watched.forgive("422")
    (tmp_path / "a.pdf").write_bytes(b"no pdf at all")
    await shentu.log_in(page, "owner", to=f"{LIST}/{filings.open()}/materials")
    row = page.locator("#m-M02")
    await row.locator("input[type=file]").set_input_files(tmp_path / "a.pdf")
    await row.locator(".upload > button").click()
    await expect(row.locator(".upload .why")).to_contain_text("PDF")


async def test_what_is_missing_leads_to_its_very_place(page: Page, shentu: Site, filings: Filings) -> None:
    draft = filings.open()
    await shentu.log_in(page, "owner", to=f"{LIST}/{draft}/confirmation")
    await expect(page.locator("[name=phone]")).to_have_count(0)
    await page.locator(".gaps").get_by_text("项目负责人手机号").first.click()
    await expect(page.locator("#f-owner-leader_phone")).to_be_visible()
    await expect(page).to_have_url(f"{shentu.url}{LIST}/{draft}/form/owner#f-owner-leader_phone")
    await page.go_back()
    await page.locator(".gaps").get_by_text("联合审图申请表").click()
    await expect(page.locator("#m-M01:target")).to_be_visible()


async def test_a_section_left_out_is_not_called_complete(page: Page, shentu: Site, filings: Filings) -> None:
    draft = filings.open()
    filings.fill(draft)
    await shentu.log_in(page, "owner", to=f"{LIST}/{draft}/form/supervision_unit")
    entry = page.locator(".sections [aria-current]")
    await expect(entry).to_contain_text("选填")
    await page.fill("[name='supervision_unit/legal_representative']", "张三")
    await page.locator(".bottom button[value=save]").click()
    await expect(entry.locator(".count.warn")).to_be_visible()
    await page.fill("[name='supervision_unit/legal_representative']", "")
    await page.locator(".bottom button[value=save]").click()
    await expect(entry).to_contain_text("选填")
    assert "supervision_unit" not in filings.call("GET", f"/hall/applications/{draft}/form")["values"]


async def test_a_form_and_materials_are_taken_over(page: Page, shentu: Site, filings: Filings) -> None:
    filings.ready()
    road = filings.open("2403-410105-04-01-123457", "municipal")
    await shentu.log_in(page, "owner", to=f"{LIST}/{road}/form")
    await page.get_by_role("link", name="数据共享").click()
    source = page.locator(".source")
    await expect(source.locator("[value=owner]")).to_be_checked()
    await expect(source.locator("[value=design_unit]")).not_to_be_checked()
    await source.locator("[value=design_unit]").check()
    await source.get_by_role("button").click()
    taken = filings.call("GET", f"/hall/applications/{road}/form")["values"]
    assert taken["design_unit"]["name"] == "示例建筑设计有限公司" and taken["owner"]["leader_name"]
    assert taken["project"]["project_name"] == "示例道路改造工程" and "survey_unit" not in taken
    await page.goto(f"{LIST}/{road}/reuse/materials")
    await page.locator(".source").get_by_role("button").click()
    await expect(page.locator("#m-M02 .files li")).to_have_count(1)


async def test_a_filing_is_withdrawn_and_filed_anew(page: Page, shentu: Site, filings: Filings) -> None:
    filed = filings.filed()
    await shentu.log_in(page, "owner", to=f"{LIST}?status=confirmed")
    await page.get_by_role("link", name="查看进度").click()
    await page.locator("details.card summary").click()
    await page.fill("[name=reason]", "资料有误")
    await page.get_by_role("button", name="确认撤件").click()
    await expect(page.locator(".progress .now")).to_contain_text("撤件")
    await expect(page.locator(".list")).to_contain_text("资料有误")
    await expect(page.locator("details.card")).to_have_count(0)
    assert filings.call("GET", f"/hall/applications/{filed}")["status"] == "withdrawn"


async def test_drafts_are_found_again_the_newest_first(page: Page, shentu: Site, filings: Filings) -> None:
    older, newer = filings.open(), filings.open()
    numbers = [filings.call("GET", f"/hall/applications/{one}")["number"] for one in (newer, older)]
    await shentu.log_in(page, "owner", to=LIST)
    await expect(page.locator("tbody td:first-child")).to_have_text(numbers)
    await page.locator(".filters").get_by_text("接件").click()
    await expect(page.locator(".empty a")).to_be_visible()
    await page.locator(".filters").get_by_text("暂存").click()
    await page.get_by_role("link", name="继续办理").first.click()
    await expect(page).to_have_url(f"{shentu.url}{LIST}/{newer}/form/project")


@pytest.mark.parametrize(("viewport", "language"), [(WIDE, "zh"), (NARROW, "en")])
async def test_pages_of_a_filing_keep_nobody_out(
    page: Page, shentu: Site, filings: Filings, language: str, viewport: ViewportSize
) -> None:
    draft, filed = filings.open(), filings.filed()
    filings.upload(draft, "M01")
    await shentu.log_in(page, "owner", to=LIST)
    for path in (
        "", f"/{draft}/form/project", f"/{filed}/form/buildings", f"/{draft}/materials", f"/{draft}/confirmation",
        f"/{draft}/reuse/form", f"/{filed}?filed=1",
    ):  # fmt: skip
        await page.goto(f"{LIST}{path}{'&' if '?' in path else '?'}lang={language}")
        assert await barriers(page) == [], path
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
