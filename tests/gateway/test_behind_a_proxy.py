"""Behind a proxy: below a path, with another name and scheme, for clients further away."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from services.gateway.app import create_gateway
from shared.bus.local import Hub, LocalBus
from shared.server.outside import Outside, Trusted
from shared.settings import Settings
from tests.gateway.echo import Echo
from tests.gateway.sockets import served
from tests.harness import settings_in
from tests.journeys.client import check_problem
from tests.processes import Process, apart, embedded

ROOT = "/tools/shentu"
OUTSIDE = {"SHENTU_ROOT_PATH": ROOT, "SHENTU_TRUSTED_PROXIES": "127.0.0.1"}
FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "sim.example.cn", "X-Forwarded-For": "198.51.100.7"}
PLACES = ("portal", "hall", "review", "sms", "sim")


@pytest.fixture(scope="module", params=["one process", "four processes"])
def behind(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client whose address is the one behind the proxy; the proxy says who asks."""
    folder = tmp_path_factory.mktemp("behind")
    shentu = embedded(folder, None, **OUTSIDE) if request.param == "one process" else apart(folder, **OUTSIDE)
    with shentu, httpx.Client(base_url=shentu.url, headers=FORWARDED, trust_env=False) as client:
        yield client


@asynccontextmanager
async def front(settings: Settings, hall: Echo) -> AsyncIterator[str]:
    """The address of a gateway with these settings; the echo is its hall."""
    gateway = create_gateway(settings, LocalBus(Hub(), "gateway"), {"hall": hall})
    await gateway.start()
    try:
        async with served(Outside(gateway.app, settings)) as url:
            yield url
    finally:
        await gateway.stop()


def at(before: str, link: str) -> str:
    """A link as it arrives here from a proxy that leaves the path (`before` is the root) or takes it away."""
    assert link.startswith(ROOT + "/"), f"{link} leads out of {ROOT}"
    return before + link.removeprefix(ROOT)


@pytest.mark.parametrize("before", ["", ROOT])
def test_every_link_of_the_first_page_leads_somewhere(behind: httpx.Client, before: str) -> None:
    page = behind.get(before + "/").text
    links = re.findall(r'href="(/[^"]*)"', page)
    assert len(links) > 6
    for link in links:
        assert behind.get(at(before, link)).status_code == 200, link
    assert f"https://sim.example.cn{ROOT}/portal/login" in page


@pytest.mark.parametrize("room", ["/", "/hall", "/review/web/login", "/portal/web/login", "/console"])
def test_a_cookie_of_a_page_by_https_is_secure(behind: httpx.Client, room: str) -> None:
    """Whoever shows the page sets it, in whatever process."""
    set_there = behind.get(room, params={"lang": "en"}, headers={"Accept": "text/html"}).headers.get_list("set-cookie")
    assert [one for one in set_there if one.startswith("shentu_lang")]
    assert all("Secure" in one and f"Path={ROOT}" in one for one in set_there)


@pytest.mark.parametrize("before", ["", ROOT])
@pytest.mark.parametrize("place", PLACES)
def test_the_documentation_works_there(behind: httpx.Client, before: str, place: str) -> None:
    page = behind.get(f"{before}/{place}/docs").text
    for link in re.findall(r"""(?:href|src)="(/[^"]+)"|url: '([^']+)'""", page):
        assert behind.get(at(before, "".join(link))).status_code == 200, link
    document = behind.get(f"{before}/{place}/openapi.json").json()
    assert document["servers"] == [{"url": ROOT}]
    assert all(path.startswith(f"/{place}/") for path in document["paths"])


@pytest.mark.parametrize("before", ["", ROOT])
def test_redirects_and_problems_stay_below_the_path(behind: httpx.Client, before: str) -> None:
    for path, to in (("/hall/projects/", "/hall/projects"), ("/sim/sandboxes/", "/sim/sandboxes")):
        assert behind.get(before + path).headers["location"] == ROOT + to
    for path in ("/hall/nowhere", "/nowhere", "/sim/journeys/none"):
        answer = behind.get(before + path)
        check_problem(answer)
        assert answer.json()["type"] == f"{ROOT}/problems/{answer.json()['code']}"


def test_the_path_alone_is_the_first_page(behind: httpx.Client) -> None:
    assert "Shentu 审图</title>" in behind.get(ROOT).text
    assert behind.get(ROOT + "s/").status_code == 404


async def test_only_trusted_proxies_are_believed(tmp_path: Path) -> None:
    hall = Echo()
    for trusted, host, kept in (
        ("", "127.0.0.1", False),
        ("10.0.0.0/8", "127.0.0.1", False),
        ("*", "sim.example.cn", True),
    ):
        settings = settings_in(tmp_path, trusted_proxies=trusted)
        async with front(settings, hall) as url, httpx.AsyncClient(base_url=url) as client:
            answer = await client.get("/hall/x", headers=FORWARDED)
            told = dict(answer.json()["headers"])
            assert told["host"].partition(":")[0] == host
            assert not any(name.startswith("x-forwarded") for name in told)
            page = (await client.get("/", headers=FORWARDED)).text
            assert ("https://sim.example.cn/portal" in page) is kept


async def test_host_and_scheme_are_what_the_last_proxy_says(tmp_path: Path) -> None:
    """What stands before it came from the client, to which a proxy appended."""
    made_up = {"X-Forwarded-Host": "evil.example, sim.example.cn", "X-Forwarded-Proto": "http, https"}
    settings = settings_in(tmp_path, trusted_proxies="127.0.0.1")
    async with front(settings, Echo()) as url, httpx.AsyncClient(base_url=url) as client:
        for said in (made_up, made_up | {"X-Forwarded-For": "203.0.113.9, 198.51.100.7, 127.0.0.1"}):
            page = (await client.get("/", headers=said)).text
            assert "https://sim.example.cn/portal" in page and "evil.example" not in page


async def test_each_client_behind_a_proxy_has_a_rate_of_its_own(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, trusted_proxies="127.0.0.1", rate_limit=1)
    async with front(settings, Echo()) as url, httpx.AsyncClient(base_url=url) as client:

        async def asked(by: str) -> int:
            return (await client.get("/hall/x", headers={"X-Forwarded-For": by})).status_code

        statuses = {await asked("203.0.113.9, 198.51.100.7") for _ in range(50)}
        assert statuses == {207, 429}
        assert await asked("198.51.100.8") == 207
        made_up = {await asked(f"203.0.113.{number}, 198.51.100.7") for number in range(9)}
        assert 429 in made_up, "whom a client says it asks for counts for nothing"


@pytest.mark.parametrize(
    ("trusted", "said", "client"),
    [
        ("10.0.0.0/8", "1.2.3.4, 10.0.0.2", "1.2.3.4"), ("10.0.0.0/8", "9.9.9.9, 1.2.3.4, 10.0.0.2", "1.2.3.4"),
        ("10.0.0.0/8", "10.0.0.1, 10.0.0.2", "10.0.0.1"), ("*", "1.2.3.4, 5.6.7.8", "1.2.3.4"),
        ("::1, 10.0.0.1", "1.2.3.4:5678, ::1", "1.2.3.4"), ("10.0.0.1", "[2001:db8::1]:80", "2001:db8::1"),
        ("10.0.0.1", "::ffff:1.2.3.4", "1.2.3.4"), ("10.0.0.1", "1.2.3.4, unknown", None), ("10.0.0.1", "", None),
    ],
)  # fmt: skip
def test_the_client_is_the_first_from_behind_that_is_no_proxy(trusted: str, said: str, client: str | None) -> None:
    assert Trusted(trusted).first_stranger([part.strip() for part in said.split(",")]) == client


def test_an_address_is_recognised_in_its_other_spelling() -> None:
    assert "::ffff:10.1.2.3" in Trusted("10.0.0.0/8")
    assert "" not in Trusted("10.0.0.0/8") and "" in Trusted("*")


@pytest.mark.parametrize(
    ("setting", "value"),
    [("ROOT_PATH", "shentu"), ("ROOT_PATH", "/hall"), ("ROOT_PATH", "/a//b"), ("ROOT_PATH", "/a b"),
     ("ROOT_PATH", "/../x"), ("TRUSTED_PROXIES", "proxy.local"), ("TRUSTED_PROXIES", "10.0.0.0/99")],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_the_start(tmp_path: Path, setting: str, value: str) -> None:
    process = Process("all", tmp_path, {"SHENTU_DATA_DIR": str(tmp_path), f"SHENTU_{setting}": value}).start()
    assert process.wait() == 1
    assert f"SHENTU_{setting}={value} cannot be: it must be" in process.log_tail()
