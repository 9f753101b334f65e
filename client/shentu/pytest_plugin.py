"""pytest: each test in a sandbox of its own, on an instance that is started once a session, also under xdist.

def test_the_account_comes(shentu, phone, journey):
    owner = shentu.log_in("91410100MA9XXXX118")
    …
    journey().wait("review.project.pushed")
    assert phone("13800000001").wait(having="account")
"""

import re
import tempfile
from collections.abc import Callable, Generator, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from shentu.beginning import Beginning
from shentu.client import Shentu
from shentu.instance import NotStarted
from shentu.journey import Journey
from shentu.phone import Phone
from shentu.problems import ShentuError
from shentu.settings import url_named
from shentu.shared_instance import SharedInstance

FOLDER = "shentu_folder"
MOST_JOURNEYS = 5
_client = pytest.StashKey[Shentu]()
_prepared = pytest.StashKey[Any]()
_shared = pytest.StashKey[SharedInstance]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """What can be chosen."""
    group = parser.getgroup("shentu")
    group.addoption("--shentu-url", metavar="URL", help="A running Shentu; else SHENTU_URL; else one is started.")
    group.addoption("--shentu-journeys", metavar="DIR", help="Where the journeys of failed tests are kept.")


def pytest_configure(config: pytest.Config) -> None:
    """The marker; and the folder by which the processes of this run find one instance."""
    config.addinivalue_line("markers", f"shentu({Beginning.words()}): how the sandbox of a test begins")
    given = getattr(config, "workerinput", {}).get(FOLDER)
    config.stash[_shared] = SharedInstance(Path(given or tempfile.mkdtemp(prefix="shentu-")))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """To a process of xdist."""
    node.workerinput[FOLDER] = str(node.config.stash[_shared].folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last one stops it: not a process of xdist."""
    if not hasattr(config, "workerinput"):
        config.stash[_shared].stop()


@pytest.fixture(scope="session")
def shentu_url(request: pytest.FixtureRequest) -> str:
    """Of the instance that the tests run against: `--shentu-url`, `SHENTU_URL`, else one of their own."""
    given = request.config.getoption("--shentu-url") or url_named()
    if given:
        return str(given)
    try:
        return request.config.stash[_shared].url()
    except NotStarted as error:
        pytest.fail(f"{error}\nOr name a running one: --shentu-url", pytrace=False)


@pytest.fixture
def shentu(request: pytest.FixtureRequest, shentu_url: str) -> Iterator[Shentu]:
    """The client, in a sandbox of its own, begun as `@pytest.mark.shentu(…)` says; deleted afterwards."""
    begin = Beginning.of(request.node)
    with Shentu(shentu_url) as anyone, anyone.new_sandbox(**begin.making()) as inside:
        request.node.stash[_client] = inside
        request.node.stash[_prepared] = begin.prepare(inside)
        yield inside


@pytest.fixture
def scenario(request: pytest.FixtureRequest, shentu: Shentu) -> Any:
    """What the marker's scenario made ready: ids, accounts, phones, the next request."""
    return request.node.stash[_prepared]


@pytest.fixture
def phone(shentu: Shentu) -> Callable[[str], Phone]:
    """`phone("13800000066")`: a simulated phone of the sandbox."""
    return shentu.phone


@pytest.fixture
def journey(shentu: Shentu) -> Callable[[], Journey]:
    """`journey()`: the newest of the sandbox; `journey(id)`: this one."""
    return shentu.journey


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that failed shows what happened: its journeys, in the report and as files."""
    report = yield
    inside = item.stash.get(_client, None)
    if report.failed and report.when == "call" and inside:
        try:
            _attach(report, inside, item)
        except ShentuError as error:
            report.sections.append(("Shentu", f"its journeys could not be had: {error}"))
    return report


def _attach(report: pytest.TestReport, inside: Shentu, item: pytest.Item) -> None:
    folder = _folder(item.config)
    for number, one in enumerate(islice(inside.sim.list_journeys(limit=MOST_JOURNEYS), MOST_JOURNEYS), start=1):
        journey = inside.journey(one["journey"])
        name = re.sub(r"\W+", "-", item.nodeid)[-100:].strip("-")
        kept = journey.save(folder / f"{name}-{number}.html", "html")
        report.sections.append((f"Shentu journey {journey.id}", f"{journey.as_('text')}\n{kept}"))
        item.user_properties.append(("shentu_journey", str(kept)))  # the JUnit file has them


def _folder(config: pytest.Config) -> Path:
    given = config.getoption("--shentu-journeys")
    folder = config.rootpath / (given or ".pytest_cache/shentu-journeys")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
