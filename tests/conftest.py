"""Engines for tests: started on first use, one of each a run, gone at the end."""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from tests import nursery, processes
from tests.engines import chromium
from tests.engines.engine import NotInstalled
from tests.engines.postgres import PostgreSQL
from tests.engines.rabbitmq import RabbitMQ

ROOT = Path(__file__).parent

# A start by the command reads all the code anew, and a run has hundreds.
processes.begin = nursery.born

# What was compiled is kept, whatever the shell says.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# What runs here is on this machine, and a proxy is not to be asked for it.
for proxy in ("http_proxy", "https_proxy", "all_proxy"):
    os.environ.pop(proxy, None)
    os.environ.pop(proxy.upper(), None)


# The longest files first: the last of them would keep one core busy alone, long after all others are done.
LONGEST = (
    "faults/test_kill_loop.py", "pages/test_faces.py", "test_command_line.py", "journeys/test_bad_days.py",
    "journeys/test_sandboxes.py", "shared/bus/test_rabbit.py", "pages/test_parts.py",
    "shared/bus/test_rabbit_oddities.py", "test_a_copy_beside.py", "shared/bus/test_rabbit_losses.py",
    "gateway/instruments/test_on_engines.py", "pages/review/test_to_submission.py",
    "review/api/test_submission.py", "faults/test_promises_under_faults.py", "review/test_races.py",
    "gateway/instruments/test_two_gateways.py", "faults/test_waiting_for_a_database.py", "faults/test_following.py",
    "journeys/test_going_back.py", "pages/console/test_back_again.py",
)  # fmt: skip

# What seldom breaks and takes minutes: `make soak` runs it, too, and so does whoever names the file.
SOAK = (
    "bench/test_references.py", "client/test_installed.py", "engines/test_engines.py", "faults/test_following.py",
    "faults/test_waiting_for_a_database.py", "test_a_copy_beside.py",
)  # fmt: skip

# Single tests of that kind: what another one shows in another way, and tests of what only tests use.
SOAK_TESTS = (
    "test_a_text_that_is_never_sent_is_found_lost", "test_a_text_that_is_sent_twice_is_found_doubled",
    "test_a_console_without_chinese_gets_replaced_characters[latin-1]",
    "test_from_login_to_submission[engines-owner, municipal]",
    "test_the_road_is_open_on_the_first_and_the_last_day_a_clock_can_show[engines-2000-01-01T00:00:00Z]",
    "test_the_road_is_open_on_the_first_and_the_last_day_a_clock_can_show[engines-2100-01-01T00:00:00Z]",
    "test_two_procured_projects_get_different_agencies[engines]",
)  # fmt: skip

# Whole pages are looked at for barriers by a sample of all; `make faces` looks at each, and at these as well.
FACES = (
    "test_pages_of_a_filing_keep_nobody_out", "test_its_views_keep_nobody_out", "test_there_is_no_barrier",
    "test_a_project_is_submitted_by_all_who_take_part[narrow]",
)  # fmt: skip

# Journeys over bus and databases. What a door refuses is refused alike on engines; the soak asks there, too.
OVER_ENGINES = ("test_bad_days.py", "test_road.py", "test_sandboxes.py", "test_trace.py")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the soak out, and the others in their order behind the longest; `make test` has xdist keep it."""
    named = {Path(one.partition("::")[0]).resolve() for one in config.args}
    whole = os.environ.get("SHENTU_SOAK") == "1" or bool(os.environ.get("SHENTU_FACES"))
    left_out = set() if whole else {item for item in items if _seldom(item) and item.path not in named}
    config.hook.pytest_deselected(items=list(left_out))
    rank = {ROOT / name: number for number, name in enumerate(LONGEST)}
    kept = (item for item in items if item not in left_out)
    items[:] = sorted(kept, key=lambda item: rank.get(item.path, len(rank)))


def _seldom(item: pytest.Item) -> bool:
    if ROOT / "journeys" in item.path.parents and "engines" in item.name.partition("[")[2]:
        return item.path.name not in OVER_ENGINES
    names = {item.name, item.name.partition("[")[0]}
    return not names.isdisjoint((*FACES, *SOAK_TESTS)) or str(item.path.relative_to(ROOT)) in SOAK


def pytest_collection_finish() -> None:
    """What was collected stays: nobody needs to look through it again and again."""
    gc.collect()
    gc.freeze()


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
        server = PostgreSQL(forced=False)
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
