"""Engines for tests: started on first use, one of each a run, gone at the end."""

import os
from collections.abc import Iterator
from typing import NoReturn

import pytest

from tests.engines import chromium
from tests.engines.engine import NotInstalled
from tests.engines.postgres import PostgreSQL
from tests.engines.rabbitmq import RabbitMQ

# What runs here is on this machine, and a proxy is not to be asked for it.
for proxy in ("http_proxy", "https_proxy", "all_proxy"):
    os.environ.pop(proxy, None)
    os.environ.pop(proxy.upper(), None)


def do_without(missing: NotInstalled) -> NoReturn:
    """Skip, saying why; where the engines are promised (SHENTU_REQUIRE_ENGINES=1), fail."""
    if os.environ.get("SHENTU_REQUIRE_ENGINES") == "1":
        pytest.fail(f"SHENTU_REQUIRE_ENGINES=1, but {missing}", pytrace=False)
    pytest.skip(str(missing))


@pytest.fixture(scope="session")
def rabbitmq() -> Iterator[RabbitMQ]:
    """A private broker. Take `rabbitmq.new_vhost()` for a place of your own; a test that kills it restarts it."""
    try:
        broker = RabbitMQ()
    except NotInstalled as missing:
        do_without(missing)
    with broker:
        yield broker


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgreSQL]:
    """A private cluster. Take `postgres.new_database()` for a place of your own; a test that kills it restarts it."""
    try:
        server = PostgreSQL()
    except NotInstalled as missing:
        do_without(missing)
    with server:
        yield server


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """For Playwright's `executable_path`."""
    try:
        return chromium.find_program()
    except NotInstalled as missing:
        do_without(missing)
