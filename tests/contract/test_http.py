"""HTTP as RFC 9110 has it, at every documented address: HEAD, OPTIONS, Allow, languages, caches, query names."""

import gzip
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.journeys.client import check_problem
from tests.processes import apart, embedded

PLACES = ("portal", "hall", "review", "sms", "sim")
PAGES = ["/", "/livez", "/readyz", "/asyncapi.json", "/hall/guides", "/hall/guides/1", "/hall/docs",
         "/hall/openapi.json", "/sim/docs", "/sms/asyncapi.json", "/hall/docs/swagger-ui.css"]  # fmt: skip
SOMETHING = "something"


@pytest.fixture(scope="module", params=[embedded, apart])
def shentu(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a fresh instance, in one process or in four."""
    with (
        request.param(tmp_path_factory.mktemp("http")) as running,
        httpx.Client(base_url=running.url, trust_env=False) as one,
    ):
        yield one


def problem(answer: httpx.Response) -> Any:
    check_problem(answer)
    return answer.json()


def paths_of(client: httpx.Client, place: str) -> dict[str, Any]:
    paths: dict[str, Any] = client.get(f"/{place}/openapi.json").json()["paths"]
    assert paths
    return paths


def methods_at(paths: dict[str, Any], address: str) -> set[str]:
    """Of every documented path that the address may mean: `/hall/projects/link` might be a project, too."""
    fitting = [item for path, item in paths.items() if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", path), address)]
    found = {method.upper() for item in fitting for method in item} | {"OPTIONS"}
    return found | {"HEAD"} if "GET" in found else found


def filled(path: str) -> str:
    return "/".join(SOMETHING if part.startswith("{") else part for part in path.split("/"))


@pytest.mark.parametrize("path", PAGES)
def test_head_is_answered_like_get_without_the_body(shentu: httpx.Client, path: str) -> None:
    shown, head = shentu.get(path), shentu.head(path)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "cache-control", "sim-notice"):
        assert head.headers[name] == shown.headers[name]


@pytest.mark.parametrize("place", PLACES)
def test_every_address_names_its_methods(shentu: httpx.Client, place: str) -> None:
    paths = paths_of(shentu, place)
    for path in paths:
        wanted = methods_at(paths, filled(path))
        told = shentu.options(filled(path))
        assert told.status_code == 204, path
        assert set(told.headers["allow"].split(", ")) == wanted, path
        refused = shentu.request("PROPFIND", filled(path))
        assert problem(refused)["code"] == "method-not-allowed"
        assert set(refused.headers["allow"].split(", ")) == wanted, path
        if "GET" not in wanted:
            assert shentu.head(filled(path)).status_code == 405, path


def test_options_of_nothing_is_not_found(shentu: httpx.Client) -> None:
    assert shentu.options("/hall/nowhere").status_code == 404
    assert shentu.options("/nowhere").status_code == 404


@pytest.mark.parametrize("place", PLACES)
def test_a_query_name_nobody_knows_is_refused(shentu: httpx.Client, place: str) -> None:
    for path, item in paths_of(shentu, place).items():
        for method, operation in item.items():
            names = sorted(one["name"] for one in operation.get("parameters", ()) if one["in"] == "query")
            uploads = "multipart/form-data" in operation.get("requestBody", {}).get("content", {})
            answer = shentu.request(
                method, filled(path), params={"stagee": "x"}, headers={"Accept-Language": "en"},
                files={"file": b"%PDF-1.7"} if uploads else None,
            )  # fmt: skip
            assert answer.status_code == 422, (method, path)
            [error] = problem(answer)["errors"]
            assert (error["pointer"], error["code"]) == ("/query/stagee", "query-unknown")
            assert all(name in error["detail"] for name in names), (method, path)


def test_a_query_that_can_mean_one_thing_is_given_once(shentu: httpx.Client) -> None:
    [error] = problem(shentu.get("/sim/journeys?limit=1&limit=2"))["errors"]
    assert (error["pointer"], error["code"]) == ("/query/limit", "query-repeated")
    assert shentu.get("/sim/journeys/none?kind=event&kind=state").status_code == 404


def test_a_query_name_is_told_as_a_pointer(shentu: httpx.Client) -> None:
    [error] = problem(shentu.get("/sim/journeys", params={"a/b~c": ""}))["errors"]
    assert error["pointer"] == "/query/a~1b~0c"
    assert len(problem(shentu.get("/sim/journeys?" + "&".join(f"x{i}" for i in range(900))))["errors"]) == 20


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("zh;q=0.1, en;q=0.9", "en"), ("en;q=0.1, zh;q=0.9", "zh"), ("en-GB,en;q=0.9", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("fr", "zh"), ("fr, en;q=0.2", "en"), ("en;q=0", "zh"), ("*", "zh"), ("zh;q=0, *", "en"), ("en, zh", "en"),
        ("zh, en", "zh"),
        ("fr;q=0.9, *;q=0.5, zh;q=0.1", "en"), ("EN", "en"), ("english", "zh"), ("en;q=x, zh;q=0.1", "zh"), ("", "zh"),
        ("zh;q=0.2,en-US;q=0.1,en;q=0.7", "en"),
    ],
)  # fmt: skip
def test_the_language_goes_by_weight(shentu: httpx.Client, accepted: str, language: str) -> None:
    for path in ("/portal/account", "/hall/projects", "/review/projects", "/nowhere"):
        answer = shentu.get(path, headers={"Accept-Language": accepted})
        assert answer.headers["content-language"] == language
        assert "Accept-Language" in answer.headers["vary"]


def test_languages_in_two_headers_are_one_list(shentu: httpx.Client) -> None:
    answer = shentu.get("/nowhere", headers=[("Accept-Language", "zh;q=0.5"), ("Accept-Language", "en")])
    assert answer.headers["content-language"] == "en"


def test_a_compressed_body_is_told_so(shentu: httpx.Client) -> None:
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    for path in ("/portal/login", "/review/login"):
        answer = shentu.post(path, content=gzip.compress(b"{}"), headers=headers)
        assert (answer.status_code, problem(answer)["code"]) == (415, "content-coding-unsupported")
        assert answer.headers["accept-encoding"] == "identity"


def test_nothing_secret_is_kept_by_a_cache(shentu: httpx.Client) -> None:
    login = {"login": "91410100MA9XXXX118", "password": "Demo@2026"}
    answers = [
        shentu.post("/portal/login", json=login),
        shentu.post("/review/login", json={"account": "91410108MA9XXXX549", "password": "Demo@2026"}),
        shentu.post("/review/password-recovery", json={"account": "91410108MA9XXXX549"}),
        shentu.get("/sim/phones/13800000001/messages"),
        shentu.get("/sms/messages"),
        shentu.post("/sim/enterprises", json={}),
        shentu.get("/nowhere"),
        shentu.get("/readyz"),
    ]
    assert [answer.headers["cache-control"] for answer in answers] == ["no-store"] * len(answers)
    assert shentu.get("/hall/docs/swagger-ui.css").headers["cache-control"] == "public, max-age=86400"
