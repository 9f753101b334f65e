"""The third door and the other two: cookies open pages only, pages are nobody else's, refusals are in kind."""

import re
from collections.abc import Iterator

import httpx
import pytest

from shared.pages.heads import CONTENT_SECURITY_POLICY
from tests.pages.site import Site
from tests.pages.visitor import HTML, LOGIN, Visitor


@pytest.fixture
def visitor(shentu: Site) -> Iterator[Visitor]:
    visitor = Visitor(shentu.url, shentu.sandbox)
    with visitor.client:
        yield visitor


@pytest.mark.parametrize("path", ["/hall", LOGIN, "/hall/web/nowhere", "/hall/web/projects", "/nowhere"])
def test_every_page_is_guarded(visitor: Visitor, path: str) -> None:
    head = visitor.get(path, Origin="http://elsewhere.example", Accept="text/html").headers
    assert head["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert head["x-content-type-options"] == "nosniff" and head["referrer-policy"] == "same-origin"
    assert head["cross-origin-opener-policy"] == head["cross-origin-resource-policy"] == "same-origin"
    assert head["cache-control"] == "no-store" and head["sim-notice"] == "simulated"
    if path != "/nowhere":
        assert not [name for name in head if name.startswith("access-control-")]


def test_a_page_answers_no_preflight(visitor: Visitor) -> None:
    asked = {"Origin": "http://elsewhere.example", "Access-Control-Request-Method": "POST"}
    assert "access-control-allow-methods" not in visitor.client.options(LOGIN, headers=asked).headers
    assert "access-control-allow-methods" in visitor.client.options("/hall/projects", headers=asked).headers


def test_a_cookie_alone_opens_no_api(visitor: Visitor) -> None:
    visitor.log_in()
    assert visitor.get("/hall/web/projects").status_code == 200
    for path in ("/hall/projects", "/portal/account", "/hall/applications"):
        answer = visitor.get(path)
        assert (answer.status_code, answer.json()["code"]) == (401, "not-logged-in")
    opened = httpx.get(f"{visitor.client.base_url}/hall/projects", headers={"Authorization": f"Bearer {visitor.token}"})
    assert opened.status_code == 200, "it is the very token of the API"


def test_the_cookie_is_for_pages_only(visitor: Visitor) -> None:
    answer = visitor.log_in()
    [kept] = [one for one in answer.headers.get_list("set-cookie") if one.startswith("shentu_portal=")]
    assert "HttpOnly" in kept and "SameSite=lax" in kept and "Path=/" in kept and "Secure" not in kept
    secure = visitor.post(LOGIN, {"login": "91410100MA9XXXX118", "password": "Demo@2026"}, Origin="https://127.0.0.1")
    [kept] = [one for one in secure.headers.get_list("set-cookie") if one.startswith("shentu_portal=")]
    assert "Secure" in kept


def test_a_page_that_needs_a_login_leads_to_it(visitor: Visitor) -> None:
    answer = visitor.get("/hall/web/projects?limit=3")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{LOGIN}?next=%2Fhall%2Fweb%2Fprojects%3Flimit%3D3"
    part = visitor.get(
        "/hall/web/projects", **{"HX-Request": "true", "HX-Current-URL": "http://x/hall/web/projects?a=1"}
    )
    assert part.headers["hx-redirect"] == f"{LOGIN}?next=%2Fhall%2Fweb%2Fprojects%3Fa%3D1"


def test_the_other_language_of_a_refused_form_can_be_asked_for(visitor: Visitor, shentu: Site) -> None:
    wrong = {"login": "x", "password": "x"}
    refused = visitor.post(LOGIN, wrong, Referer=f"{shentu.url}/hall?sandbox=default&a=1").text
    assert 'href="/hall?sandbox=default&amp;a=1&amp;lang=en"' in refused, "where the form stood"
    assert f'href="{LOGIN}?lang=en"' in visitor.post(LOGIN, wrong, Referer="https://elsewhere.example/x").text


def test_a_login_that_ended_leads_there_too(visitor: Visitor, shentu: Site) -> None:
    visitor.log_in()
    shentu.client.post("/sim/reset").raise_for_status()
    answer = visitor.get("/hall/web/projects")
    assert (answer.status_code, answer.headers["location"]) == (
        303, f"{LOGIN}?next=%2Fhall%2Fweb%2Fprojects&ended=token-outlived",
    )  # fmt: skip
    assert "shentu_portal" not in visitor.client.cookies
    assert "请重新登录" in visitor.get(answer.headers["location"]).text


@pytest.mark.parametrize(
    ("asked", "to"),
    [("/hall/web/projects?a=1", "/hall/web/projects?a=1"), ("//evil.example", "/hall"), ("https://a.example", "/hall"),
     ("/%5Cevil.example", "/hall"), ("/hall/projects", "/hall"), ("/hall/web/x%0d%0aa", "/hall"), ("", "/hall")],
)  # fmt: skip
def test_the_way_back_leads_to_our_own_pages_only(visitor: Visitor, asked: str, to: str) -> None:
    assert visitor.log_in(to=asked.replace("?", "%3F")).headers["location"] == to


def test_the_sandbox_that_was_chosen_is_looked_into(visitor: Visitor, shentu: Site) -> None:
    other = shentu.client.post("/sim/sandboxes").json()["name"]
    assert visitor.get("/hall").headers["sim-sandbox"] == shentu.sandbox
    assert visitor.get(f"/hall?sandbox={other}").headers["sim-sandbox"] == other
    assert visitor.get("/hall").headers["sim-sandbox"] == other
    visitor.log_in()
    visitor.get(f"/hall?sandbox={shentu.sandbox}")
    assert visitor.get("/hall/web/projects").headers["sim-sandbox"] == other, "the login's"
    unknown = visitor.get("/hall?sandbox=nobody-made-this")
    assert (unknown.status_code, unknown.headers["sim-problem"]) == (404, "sandbox-unknown")


def test_a_sandbox_that_is_gone_is_forgotten(visitor: Visitor, shentu: Site) -> None:
    other = shentu.client.post("/sim/sandboxes").json()["name"]
    visitor.get(f"/hall?sandbox={other}")
    visitor.log_in()
    shentu.client.delete(f"/sim/sandboxes/{other}")
    assert visitor.get("/hall").headers["sim-sandbox"] == "default"
    answer = visitor.get("/hall/web/projects")
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, LOGIN)


def test_the_language_is_asked_for_then_remembered(visitor: Visitor) -> None:
    assert '<html lang="zh-CN"' in visitor.get("/hall", **{"Accept-Language": "en"}).text
    assert '<html lang="en"' in visitor.get("/hall?lang=en").text
    assert '<html lang="en"' in visitor.get("/hall/web/nowhere").text
    refused = visitor.post(LOGIN, {"login": "91410100MA9XXXX118", "password": "x"})
    assert refused.status_code == 422 and "Wrong login or password" in refused.text
    assert '<html lang="en"' in visitor.get("/hall?lang=de").text


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [("GET", "/hall/web/nowhere", 404, "not-found"), ("GET", "/console/nowhere", 404, "not-found"),
     ("POST", "/hall/web/nowhere", 404, "not-found"), ("GET", "/hall/web/projects?limit=0", 404, "not-found")],
)  # fmt: skip
def test_a_refusal_on_a_page_path_is_a_page(visitor: Visitor, method: str, path: str, status: int, code: str) -> None:
    visitor.log_in()
    answer = visitor.client.request(method, path, headers={"Accept": "*/*", "Sec-Fetch-Site": "same-origin"})
    assert (answer.status_code, answer.headers["sim-problem"], answer.headers["content-type"]) == (status, code, HTML)
    assert f'href="/problems/{code}"' in answer.text


def test_what_is_shown_is_text(visitor: Visitor) -> None:
    hostile = '"><script>alert(1)</script>{{7*7}}'
    answer = visitor.post(LOGIN, {"login": hostile, "password": "x"})
    assert "<script>" not in answer.text and "{{7*7}}" in answer.text
    assert "&lt;script&gt;" in answer.text
    assert "<script" not in visitor.get(f"/hall?x={hostile}").text


def test_files_are_kept_for_good_under_their_hash(visitor: Visitor) -> None:
    loaded = re.findall(r'(?:href|src)="((?:/portal/web)?/static/[^"]+)"', visitor.get(LOGIN).text)
    assert len(loaded) >= 4 and any(path.startswith("/portal/web/static/") for path in loaded)
    for path in loaded:
        answer = visitor.get(path)
        assert answer.status_code == 200 and "immutable" in answer.headers["cache-control"], path
        old = re.sub(r"/[0-9a-f]{12}/", "/0123456789ab/", path)
        assert visitor.get(old).headers["cache-control"] == "no-store"
    assert visitor.get("/static/0123456789ab/nothing.css").status_code == 404
    assert visitor.get("/static/0123456789ab/..%2fwords.toml").status_code == 404


def test_the_blank_page_says_why_in_the_trace(visitor: Visitor, shentu: Site) -> None:
    visitor.log_in("owner-incomplete")
    answer = visitor.get("/hall/web/projects")
    assert answer.status_code == 200 and "<body></body>" in answer.text.replace("\n", "")
    shentu.client.get("/sim/idle")
    asked = shentu.client.get("/sim/requests").json()["items"]
    [blank] = [one for one in asked if one["name"] == "GET /hall/web/projects"]
    assert blank["detail"]["problem"] == "account-incomplete" and blank["detail"]["door"] == "page"


def test_the_ribbon_says_what_is_the_simulators(visitor: Visitor, shentu: Site) -> None:
    shentu.client.put("/sim/clock", json={"now": "2027-03-01T09:30:00+08:00", "freeze": True}).raise_for_status()
    ribbon = visitor.get("/hall").text.partition("</aside>")[0]
    assert shentu.sandbox in ribbon and "2027-03-01 09:30" in ribbon and "已冻结" in ribbon
    assert f'href="/console/in/{shentu.sandbox}"' in ribbon
    assert 'href="/portal/web/login?next=/hall"' in ribbon
