"""Every part of the kit, in every look, in a browser: with scripts and without."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.gateway.sockets import served
from tests.harness import running
from tests.pages.sample.service import LOOKS, create_sample
from tests.pages.site import Watched, barriers, watch

EVERY_LOOK = pytest.mark.parametrize("look", LOOKS)
WIDE, NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=375, height=800)

SMALL = """() => [...document.querySelectorAll("button, .button, input:not([type=hidden]), select, summary")]
  .filter(one => one.checkVisibility() && !one.closest(".pick, .upload, .copied, .code"))
  .filter(one => one.getBoundingClientRect().height < 40).map(one => one.outerHTML.slice(0, 90))"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def sample(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    async with running(tmp_path_factory.mktemp("sample"), create_sample) as (service,), served(service.app) as url:
        yield f"{url}/hall/web/sample"


@pytest_asyncio.fixture(loop_scope="session")
async def tab(
    browser: Browser, sample: str, viewport: ViewportSize, scripts: bool
) -> AsyncIterator[tuple[Page, Watched]]:
    """A tab whose complaints are looked at in the end."""
    context = await browser.new_context(viewport=viewport, java_script_enabled=scripts)
    watched = await watch(context, sample)
    yield await context.new_page(), watched
    await context.close()
    assert not watched.complaints, watched.complaints


@EVERY_LOOK
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_nothing_is_wider_than_the_window(tab: tuple[Page, Watched], sample: str, look: str) -> None:
    page, _ = tab
    await page.goto(f"{sample}/{look}")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.locator("h1").count() == 1


@EVERY_LOOK
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_there_is_no_barrier(tab: tuple[Page, Watched], sample: str, look: str) -> None:
    page, _ = tab
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)
        await page.goto(f"{sample}/{look}?drawer=1&uploaded=a&lang=en")
        assert await barriers(page) == []


@EVERY_LOOK
@pytest.mark.parametrize("viewport", [NARROW], ids=["narrow"])
async def test_what_is_tapped_is_large_enough(tab: tuple[Page, Watched], sample: str, look: str) -> None:
    page, _ = tab
    await page.goto(f"{sample}/{look}")
    small = await page.evaluate(SMALL)
    assert not small
    await page.click(".menu summary")
    await expect(page.locator(".menu a").first).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
async def test_rows_come_and_go(tab: tuple[Page, Watched], sample: str) -> None:
    page, _ = tab
    await page.goto(f"{sample}/hall")
    rows = page.locator("[data-row]")
    await page.fill("[name='project/name']", "改了")
    await page.click("text=删除本行 >> nth=1")
    await expect(rows).to_have_count(1)
    await page.click("text=增加一行")
    await expect(rows).to_have_count(2)
    await page.fill("[name='buildings/1/name']", "新")
    await page.click("text=删除本行 >> nth=0")
    await expect(rows).to_have_count(1)
    await expect(page.locator("[name='buildings/0/name']")).to_have_value("新")
    await page.click("text=复制本行")
    await expect(page.locator("[name='buildings/1/name']")).to_have_value("新")
    await expect(page.locator("[name='project/name']")).to_have_value("改了")
    await expect(page.locator("text=增加一行")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
async def test_a_refused_form_keeps_what_was_typed_and_leads_to_the_field(
    tab: tuple[Page, Watched], sample: str
) -> None:
    page, watched = tab
    watched.forgive("422")
    await page.goto(f"{sample}/hall")
    await page.fill("[name='project/name']", "")
    await page.fill("[name='project/area']", "很大")
    await page.click("text=save")
    await expect(page.locator("#errors")).to_be_focused()
    await expect(page.locator("[name='project/area']")).to_have_value("很大")
    name = page.locator("[name='project/name']")
    await expect(name).to_have_attribute("aria-invalid", "true")
    await expect(page.locator(f"#{await name.get_attribute('aria-describedby')}")).to_contain_text("不得为空")
    await page.click("#errors a")
    assert page.url.endswith("#f-project-name")
    await name.fill("有了")
    await page.click("text=save")
    await expect(page.locator(".notice.ok")).to_contain_text("saved")


async def test_an_upload_tells_how_far_it_is_and_what_was_wrong(
    tab: tuple[Page, Watched], sample: str, tmp_path: Path
) -> None:
    page, watched = tab
    watched.forgive("422")
    await page.goto(f"{sample}/hall")
    for name in ("wrong.pdf", "图纸.pdf"):
        (tmp_path / name).write_bytes(b"%PDF-1.4\n" + b"x" * 100_000)
    await page.set_input_files("#u1", tmp_path / "wrong.pdf")
    await page.click("text=上传")
    await expect(page.locator(".upload .why")).to_contain_text("请按下列提示逐项修改")
    await page.set_input_files("#u1", tmp_path / "图纸.pdf")
    await page.click("text=上传")
    await expect(page.locator(".notice.ok")).to_contain_text("图纸.pdf 100009")


async def test_an_upload_can_be_stopped(tab: tuple[Page, Watched], sample: str, tmp_path: Path) -> None:
    page, _ = tab
    await page.goto(f"{sample}/hall")
    await page.route("**/files", lambda route: None)  # a line on which nothing moves
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n")
    await page.set_input_files("#u1", tmp_path / "a.pdf")
    await page.click("text=上传")
    await expect(page.locator(".going")).to_be_visible()
    await page.click("[data-stop]")
    await expect(page.locator(".upload button:not([type])")).to_be_enabled()
    await page.unroute_all(behavior="ignoreErrors")


@pytest.mark.parametrize("scripts", [False], ids=["none"])
async def test_an_upload_works_without_scripts(tab: tuple[Page, Watched], sample: str, tmp_path: Path) -> None:
    page, _ = tab
    await page.goto(f"{sample}/hall")
    (tmp_path / "图纸.pdf").write_bytes(b"%PDF-1.4\n")
    await page.set_input_files("#u1", tmp_path / "图纸.pdf")
    await page.click("text=上传")
    await expect(page.locator(".notice.ok")).to_contain_text("图纸.pdf 9")


async def test_a_part_is_put_in_place_and_what_is_typed_stays(tab: tuple[Page, Watched], sample: str) -> None:
    page, _ = tab
    await page.goto(f"{sample}/console")
    await page.fill("#part input", "typed")
    await page.click("text='part'")
    await expect(page.locator("#part")).to_contain_text("1")
    await expect(page.locator("#part input")).to_have_value("typed")


async def test_text_is_copied(tab: tuple[Page, Watched], sample: str) -> None:
    page, _ = tab
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await page.goto(f"{sample}/hall")
    await page.click(".who .copy")
    await expect(page.locator(".who .copy")).to_have_text("已复制")
    assert await page.evaluate("navigator.clipboard.readText()") == "91410100MA9XXXX118"


async def test_keys_move_and_close(tab: tuple[Page, Watched], sample: str) -> None:
    page, _ = tab
    await page.goto(f"{sample}/console")
    await page.keyboard.press("j")
    await page.keyboard.press("j")
    await expect(page.locator("[data-key-row] a").nth(1)).to_be_focused()
    await page.keyboard.press("d")
    await expect(page.locator(".drawer")).to_contain_text("inside")
    await page.wait_for_load_state()  # with its keys
    await page.keyboard.press("Escape")
    await expect(page.locator(".drawer")).to_have_count(0)
