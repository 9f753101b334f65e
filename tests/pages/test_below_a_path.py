"""Behind a proxy, below a path, in one process and in four: links, redirects, cookies and files stay there."""

import re
from collections.abc import Iterator

import httpx
import pytest

from tests.pages.visitor import LOGIN, Visitor
from tests.processes import apart, embedded

ROOT = "/tools/shentu"
OUTSIDE = {"SHENTU_ROOT_PATH": ROOT, "SHENTU_TRUSTED_PROXIES": "127.0.0.1"}
OUTER = "https://sim.example.cn"
FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "sim.example.cn"}


@pytest.fixture(scope="module", params=["one process", "four processes"])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("below")
    start = embedded(folder, None, **OUTSIDE) if request.param == "one process" else apart(folder, **OUTSIDE)
    with start as shentu:
        yield shentu.url


def links(text: str) -> set[str]:
    return set(re.findall(r'(?:href|src|action)="([^"#?]+)', text))


class Proxy(httpx.HTTPTransport):
    """Takes what is asked of the outer address to the instance, and says so; leaves the path as it is."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._inner = httpx.URL(url)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url.copy_with(scheme="http", host=self._inner.host, port=self._inner.port)
        headers = {**request.headers, **FORWARDED, "host": url.netloc.decode()}
        inner = httpx.Request(request.method, url, headers=headers, stream=request.stream)
        return super().handle_request(inner)


@pytest.fixture
def visitor(url: str) -> Iterator[Visitor]:
    visitor = Visitor(OUTER + ROOT, "default", Proxy(url))
    with visitor.client:
        yield visitor


def test_the_owner_logs_in_and_everything_stays_below(visitor: Visitor) -> None:
    asked = visitor.get("/hall/web/projects")
    assert asked.headers["location"].startswith(f"{ROOT}{LOGIN}?next=%2Fhall%2Fweb%2Fprojects")
    answer = visitor.log_in(to="/hall/web/projects")
    assert answer.headers["location"] == f"{ROOT}/hall/web/projects"
    [kept] = [one for one in answer.headers.get_list("set-cookie") if one.startswith("shentu_portal=")]
    assert f"Path={ROOT}" in kept and "Secure" in kept
    page = visitor.get("/hall/web/projects")
    assert page.status_code == 200 and "郑州示例建设有限公司" in page.text
    found = links(page.text) | links(visitor.get(LOGIN).text) | links(visitor.get("/").text)
    assert len(found) > 10
    for link in sorted(found):
        assert link.startswith((f"{ROOT}/", "data:")), link


def test_files_and_redirects_lead_somewhere_below(visitor: Visitor) -> None:
    for link in sorted(links(visitor.get(LOGIN).text)):
        if "/static/" in link:
            assert visitor.get(link.removeprefix(ROOT)).status_code == 200, link
    assert visitor.get("/docs").headers["location"] == f"{ROOT}/#docs"


@pytest.mark.parametrize("origin", [OUTER, "https://elsewhere.example", "http://127.0.0.1"])
def test_the_host_is_the_one_outside(visitor: Visitor, origin: str) -> None:
    word = visitor.word("/portal/web/logout")
    answer = visitor.client.post("/portal/web/logout", data={"csrf": word}, headers={"Origin": origin})
    assert answer.headers.get("sim-problem") == (None if origin == OUTER else "request-cross-site")
