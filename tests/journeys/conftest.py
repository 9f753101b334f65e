"""Where the journeys run: everything in one process, four processes on real engines, or an instance that already runs.

`SHENTU_URL=http://127.0.0.1:8000 pytest tests/journeys` walks against that one (compose) and starts none of its own.
"""

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.engines.postgres import PostgreSQL
from tests.engines.rabbitmq import RabbitMQ
from tests.journeys import walk
from tests.journeys.client import Client
from tests.processes import SERVICES, Shentu, embedded, four_processes

RUNNING = os.environ.get("SHENTU_URL")
KINDS = ["running"] if RUNNING else ["embedded", "engines"]


def build(kind: str, folder: Path, request: pytest.FixtureRequest) -> Shentu:
    """An installation of that kind, not started yet."""
    if kind == "embedded":
        shentu = embedded(folder)
    else:
        vhost = request.getfixturevalue("rabbitmq").new_vhost()
        postgres = request.getfixturevalue("postgres")
        databases = {name: postgres.new_database() for name in SERVICES}
        shentu = four_processes(folder, bus_url=vhost, database_urls=databases)
    _installed.append(shentu)
    return shentu


_installed: list[Shentu] = []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that failed over HTTP shows what the processes wrote meanwhile."""
    report = yield
    if report.failed:
        for shentu in _installed:
            report.sections.append(("logs", shentu.logs(20)))
    return report


@pytest.fixture(scope="session")
def in_one_process(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Shentu]:
    """For all who walk there: starting one for each file would take longer than the walks."""
    with build("embedded", tmp_path_factory.mktemp("embedded"), request) as shentu:
        yield shentu


@pytest.fixture(scope="session")
def on_engines(
    rabbitmq: RabbitMQ, postgres: PostgreSQL, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Shentu]:
    """The same on engines."""
    with build("engines", tmp_path_factory.mktemp("engines"), request) as shentu:
        yield shentu


@pytest.fixture(scope="session", params=KINDS)
def base_url(request: pytest.FixtureRequest) -> str:
    """Where to walk. It is asked for anew in each file: whoever stopped an engine before has started it again."""
    if RUNNING:
        return RUNNING
    shentu: Shentu = request.getfixturevalue("in_one_process" if request.param == "embedded" else "on_engines")
    for process in shentu:
        process.wait_ready()
    return shentu.url


@pytest.fixture
def visitor(base_url: str) -> Iterator[Client]:
    """Somebody who has not logged in, in a sandbox that exists for this test only."""
    with walk.sandbox(base_url) as anyone:
        yield anyone
