"""A copy of a sandbox's rows in all services stands beside its original, and both go on, each by itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData

import services.gateway.portal.tables
import services.hall.tables
import services.review.tables
import services.sms.tables
from tests.copies import copy_rows
from tests.journeys import walk
from tests.journeys.client import Client
from tests.journeys.personas import OWNER
from tests.journeys.walk.filing import Filing
from tests.processes import SERVICES, Shentu, embedded, four_processes

TABLES: dict[str, MetaData] = {
    "hall": services.hall.tables.Row.metadata, "review": services.review.tables.Row.metadata,
    "sms": services.sms.tables.Row.metadata, "gateway": services.gateway.portal.tables.Account.metadata,
}  # fmt: skip


@pytest.fixture(params=["sqlite", "postgres"])
def installed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Shentu, dict[str, str]]]:
    """Something that runs, and its databases."""
    if request.param == "sqlite":
        databases = {name: f"sqlite:///{tmp_path}/var/{name}.sqlite3" for name in SERVICES}
        with embedded(tmp_path) as shentu:
            yield shentu, databases
        return
    postgres = request.getfixturevalue("postgres")
    databases = {name: postgres.new_database() for name in SERVICES}
    vhost = request.getfixturevalue("rabbitmq").new_vhost()
    with four_processes(tmp_path, bus_url=vhost, database_urls=databases) as shentu:
        yield shentu, {name: url.replace("postgresql:", "postgresql+psycopg:") for name, url in databases.items()}


def go_on(visitor: Client, filing: Filing) -> str:
    """From the text with the account to the submission; how far the review is."""
    owner = walk.open_account(visitor, filing.sms)
    return str(walk.submit_for_review(visitor, owner, filing.application_id)["status"])


def test_both_go_on(installed: tuple[Shentu, dict[str, str]]) -> None:
    shentu, databases = installed
    anyone = Client(shentu.url)
    visitor = anyone.derive(sandbox=anyone.create("/sim/sandboxes", {"name": "original"})["name"])
    filing = walk.file(walk.prepare(visitor))
    walk.settle(visitor)
    before = events(visitor)
    anyone.close()
    shentu.stop()
    for service, url in databases.items():
        copy_rows(url, TABLES[service], "original", "copy")
    shentu.start()

    http = Client(shentu.url).http
    visitor, copy = (Client(shentu.url, name, http) for name in ("original", "copy"))
    assert [event["id"] for event in events(copy)] == [event["id"] for event in before]
    assert go_on(copy, filing) == "submitted"
    walk.settle(copy)
    assert events(visitor) == before, "nothing of it came to the original"
    numbers = {walk.log_in(one, OWNER.credit_code).get(filing.path)["number"] for one in (copy, visitor)}
    assert len(numbers) == 1
    assert go_on(visitor, filing) == "submitted"
    walk.settle(visitor)
    assert sorted(event["type"] for event in events(visitor)) == sorted(event["type"] for event in events(copy))

    copy.call("POST", "/sim/reset")
    assert events(copy) == []
    assert walk.log_in(visitor, OWNER.credit_code).get(filing.path)["id"] == filing.application_id
    http.close()


def events(visitor: Client) -> list[dict[str, Any]]:
    return visitor.items("/sim/events", limit=200)
