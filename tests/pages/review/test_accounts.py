"""Getting in at the platform: the texted password and its change, recovery by the phone, who may look (S16, S19)."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.journeys.client import Client
from tests.journeys.personas import OWNER, RETURNING, UNITS
from tests.journeys.walk.filing import file, prepare
from tests.journeys.walk.waiting import next_message
from tests.pages.site import Site, Watched
from tests.pages.visitor import Visitor

ENTER = "form.login"
CHOSEN = "Zhengzhou#2026"


async def test_a_texted_password_is_changed_before_anything_else(page: Page, walker: Client, watched: Watched) -> None:
    watched.forgive("422")
    texted = file(prepare(walker)).sms["vars"]
    await page.goto("/review/web/projects/new")
    await _enter(page, texted["account"], texted["initial_password"])
    for path in ("/review/web/projects", "/review/web/city-projects", "/review/web/projects/new"):
        await page.goto(path)
        await expect(page.locator("[name=new_password]")).to_be_visible()
    await page.fill("[name=new_password]", texted["initial_password"])
    await page.click("main form button")
    await expect(page.locator("[name=new_password]")).to_have_attribute("aria-invalid", "true")
    await page.fill("[name=new_password]", CHOSEN)
    await page.click("main form button")
    await expect(page.locator("h1")).to_have_text("新建项目")
    await expect(page.locator(".notice.ok")).to_contain_text("1 个已推送")


async def test_a_password_is_recovered_by_the_phone(page: Page, walker: Client, watched: Watched) -> None:
    watched.forgive("422")
    account = RETURNING.credit_code
    await page.goto("/review/web/login?lang=en")
    await page.click("text=Recover the password")
    await page.fill("[name=account]", account)
    with next_message(walker, "13800000097", "code") as text:
        await page.click("main .card button")
        await expect(page.locator(".notice.ok")).to_contain_text("on its way")
    code = text["vars"]["code"]
    await page.fill("[name=code]", "000000" if code != "000000" else "000001")
    await page.fill("[name=new_password]", CHOSEN)
    await page.click("button[value=set]")
    await expect(page.locator("#errors")).to_contain_text("Wrong verification code")
    await page.fill("[name=code]", code)
    await page.fill("[name=new_password]", CHOSEN)
    await page.click("button[value=set]")
    await expect(page.locator(".notice.ok")).to_contain_text("log in with it")
    await _enter(page, account, "Demo@2026")
    await expect(page.locator("#errors")).to_contain_text("Wrong account or password")
    await _enter(page, account, CHOSEN)
    await expect(page.locator("h1")).to_contain_text("Welcome")


@pytest.mark.parametrize(
    ("role", "heading"), [("design", "我参与的项目"), ("survey", "我参与的项目"), ("agency", "提交本机构的项目")]
)
def test_each_role_has_its_own_list(visitors: Callable[[], Visitor], role: str, heading: str) -> None:
    account = UNITS.get(role, "91410108MA9XXXX549")
    visitor = _logged_in(visitors(), account)
    assert f"<h1>{heading}</h1>" in visitor.get("/review/web/projects").text
    assert "/review/web/projects/new" not in visitor.get("/review").text


def test_a_login_ends_with_the_button_and_with_the_password(visitors: Callable[[], Visitor]) -> None:
    visitor = _logged_in(visitors(), RETURNING.credit_code)
    elsewhere = _logged_in(visitors(), RETURNING.credit_code)
    assert visitor.post("/review/web/password", {"new_password": CHOSEN}).headers["location"] == "/review?changed=1"
    assert visitor.get("/review/web/projects").status_code == 200
    gone = elsewhere.get("/review/web/projects")
    assert gone.headers["location"].startswith("/review/web/login?next=%2Freview%2Fweb%2Fprojects&ended=")
    visitor.post("/review/web/logout", {})
    assert visitor.get("/review/web/projects").status_code == 303


def test_nobody_learns_whether_there_is_an_account(visitors: Callable[[], Visitor]) -> None:
    visitor = visitors()
    told = [
        visitor.post("/review/web/recovery", {"account": account, "do": "code"})
        for account in (RETURNING.credit_code, OWNER.credit_code)
    ]
    assert [answer.status_code for answer in told] == [303, 303]
    assert "f-account" in visitor.post("/review/web/recovery", {"account": "nobody", "do": "code"}).text


@pytest.fixture
def visitors(shentu: Site) -> Iterator[Callable[[], Visitor]]:
    """Browsers without eyes, as many as one likes."""
    with ExitStack() as opened:

        def come() -> Visitor:
            visitor = Visitor(shentu.url, shentu.sandbox)
            opened.enter_context(visitor.client)
            return visitor

        yield come


def _logged_in(visitor: Visitor, account: str) -> Visitor:
    entered: httpx.Response = visitor.post("/review/web/login", {"login": account, "password": "Demo@2026"})
    assert entered.headers["location"] == "/review"
    return visitor


async def _enter(page: Page, account: str, password: str) -> None:
    await page.fill(f"{ENTER} [name=login]", account)
    await page.fill(f"{ENTER} [name=password]", password)
    await page.click(f"{ENTER} button")
