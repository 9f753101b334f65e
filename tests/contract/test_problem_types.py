"""Where a problem's type leads, and what a browser or a probe finds at the addresses people guess."""

import re
from collections.abc import Iterator
from importlib import import_module

import httpx
import pytest

from shared.http.problems import kinds
from tests.processes import SERVICES, Shentu, apart, embedded

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module", params=["one process", "four processes"])
def shentu(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shentu]:
    folder = tmp_path_factory.mktemp("types")
    with embedded(folder) if request.param == "one process" else apart(folder) as running:
        yield running


@pytest.fixture
def client(shentu: Shentu) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=shentu.url, trust_env=False) as client:
        yield client


def every_code() -> set[str]:
    """What the services may refuse with, as far as they are imported; all of them are."""
    for service in SERVICES:
        import_module(f"services.{service}.app")
    return {
        kind.code for kind in kinds() if "code" in vars(kind) and kind.__module__.startswith(("shared.", "services."))
    }


def test_every_code_is_explained_at_its_type(client: httpx.Client) -> None:
    codes = every_code()
    assert len(codes) > 50 and {"form-invalid", "agency-assigned-by-rotation", "upstream-timeout"} <= codes
    for code in codes:
        answer = client.get(f"/problems/{code}")
        assert answer.status_code == 200, code
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.text.startswith(f"{code} (") and re.search("[\u4e00-\u9fff]", answer.text), code
        assert "{" not in answer.text, code


def test_the_type_of_a_refusal_is_such_an_address(client: httpx.Client) -> None:
    for path in ("/nowhere", "/hall/projects", "/review/projects", "/sms/messages/none", "/sim/journeys/none"):
        problem = client.get(path).json()
        assert client.get(problem["type"]).text.startswith(f"{problem['code']} ({problem['status']})")


def test_the_language_that_was_asked_for_comes_first(client: httpx.Client) -> None:
    english = client.get("/problems/sandbox-unknown", headers={"Accept-Language": "en"}).text
    chinese = client.get("/problems/sandbox-unknown").text
    assert english.splitlines()[2].startswith("There is no sandbox “…”")
    assert chinese.splitlines()[2].startswith("沙箱“…”不存在")
    assert sorted(english.splitlines()) == sorted(chinese.splitlines())


def test_a_code_nobody_has_is_not_found(client: httpx.Client) -> None:
    assert client.get("/problems/no-such-code").json()["code"] == "not-found"


def test_the_inner_door_stays_shut(client: httpx.Client) -> None:
    assert client.get("/internal/problems/not-found").status_code == 404


def test_docs_and_healthz_lead_somewhere(client: httpx.Client, shentu: Shentu) -> None:
    docs = client.get("/docs", follow_redirects=True)
    assert docs.status_code == 200 and "/hall/docs" in docs.text and 'id="docs"' in docs.text
    assert client.get("/healthz").json() == client.get("/readyz").json()
    for process in shentu:
        if process.name in ("hall", "review", "sms"):
            assert "openapi.json" in httpx.get(f"{process.url}/docs", follow_redirects=True, trust_env=False).text
            assert httpx.get(f"{process.url}/healthz", trust_env=False).json()["status"] == "ready"


@pytest.mark.parametrize("path", ["/nowhere", "/hall/nowhere", "/hall/<b>", "/sim/nowhere", "/hall/web/nowhere"])
def test_a_browser_is_told_in_words(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "找不到所请求的内容" in answer.text and 'href="/problems/not-found"' in answer.text
    if "/web/" not in path:
        assert client.get(path).headers["content-type"] == "application/problem+json"
        assert client.get(path, headers={"Accept": "application/json"}).json()["code"] == "not-found"
