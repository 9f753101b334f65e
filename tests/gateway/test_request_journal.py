"""The journal of requests: what is noted, under which name, on which journey, and that it is there when asked for."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, select
from starlette.types import Receive, Scope, Send

from services.gateway.app import Gateway
from services.gateway.door.exchange import request_name
from services.gateway.door.keep import Passed
from services.gateway.door.request_journal import Request, RequestJournal
from shared import sandbox
from shared.clock import BEIJING, Clock, from_micros, to_micros
from shared.store import Transaction, open_store
from shared.store.tables import journal
from tests.gateway.conftest import Started


async def hall(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers as the hall's door does, with a journey where the path has one."""
    status = 409 if "refused" in scope["path"] else 200
    headers = [(b"sim-sandbox", dict(scope["headers"]).get(b"sim-sandbox", b"default"))]
    if "journey" in scope["path"]:
        headers.append((b"sim-journey", b"the-journey"))
    if status == 409:
        headers.append((b"sim-problem", b"not-now"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"{}"})


async def noted(gateway: Gateway) -> list[dict[str, Any]]:
    await gateway.journal.barrier()
    rows = await gateway.store.core_read(
        lambda connection: [dict(row._mapping) for row in connection.execute(select(journal).order_by(journal.c.seq))]
    )
    return [row for row in rows if row["kind"] == "request"]


@pytest.mark.parametrize(
    ("method", "path", "kept"),
    [
        ("POST", "/hall/projects", True),
        ("GET", "/hall/projects", False),
        ("GET", "/hall/journey", True),
        ("GET", "/hall/refused", True),
        ("DELETE", "/hall/x", True),
        ("POST", "/sim/sandboxes", False),
        ("GET", "/sim/none", False),
    ],
)
async def test_writes_refusals_and_reads_of_a_journey_are_noted(
    started: Started, method: str, path: str, kept: bool
) -> None:
    async with started({"hall": hall}) as (gateway, client):
        await client.request(method, path)
        assert bool(await noted(gateway)) is kept


async def test_a_step_tells_who_asked_what_with_which_result(started: Started) -> None:
    async with started({"hall": hall}) as (gateway, client):
        answer = await client.post("/hall/journey/refused?phone=13800000001")
        [step] = await noted(gateway)
    assert step["name"] == "POST /hall/journey/refused"
    assert (step["status"], step["journey"], step["life"]) == ("409", "the-journey", sandbox.FIRST)
    assert step["event_id"] == answer.headers["x-request-id"]
    assert json.loads(step["detail"]) == {"service": "hall", "problem": "not-now"}
    assert 0 < step["duration_us"] < 5_000_000


async def test_what_was_answered_before_the_database_was_open_is_noted_later(tmp_path: Path) -> None:
    """Services that are up are asked as soon as the port is open."""

    def nothing(tx: Transaction) -> None:
        """No seed."""

    store = open_store("gateway", MetaData(), None, tmp_path)

    async def told(passed: Iterable[Passed]) -> list[bytes]:
        return [b"" for _ in passed]

    notes = RequestJournal(store, told)
    notes.note(Request("r", "ours", None, "POST /hall/x", 200, 1, 1, "hall", None))
    await notes.barrier()  # what cannot be written holds nobody up
    await store.open()
    await sandbox.create(store, "ours", nothing)
    await notes.barrier()
    names = await store.core_read(lambda connection: list(connection.scalars(select(journal.c.name))))
    await store.close()
    assert names == ["POST /hall/x"]


async def test_a_step_stands_in_its_sandboxs_journal_at_its_sandboxs_time(started: Started) -> None:
    async with started({"hall": hall}) as (gateway, client):
        frozen = to_micros(from_micros(0).replace(year=2031, tzinfo=BEIJING))
        await sandbox.create(gateway.store, "ours", gateway.seed, life=7)
        await sandbox.set_clock(gateway.store, "ours", Clock(frozen_at=frozen))
        await client.post("/hall/x", headers={"Sim-Sandbox": "ours"})
        await client.post("/hall/x", headers={"Sim-Sandbox": "gone"})
        [step] = await noted(gateway)
    assert (step["life"], step["at"]) == (7, frozen)
    assert step["recorded_at"] != frozen


async def test_the_portals_own_requests_are_noted_too(started: Started) -> None:
    async with started() as (gateway, client):
        await client.post("/portal/login", json={"login": "x", "password": "13800000001"})
        [step] = await noted(gateway)
    assert (step["name"], step["status"]) == ("POST /portal/login", "401")
    assert "login-failed" in step["detail"]
    assert "13800000001" not in str(step)


async def test_the_barrier_waits_for_everything_noted_so_far(started: Started) -> None:
    async with started({"hall": hall}) as (gateway, client):
        for number in range(1, 60):
            await client.post("/hall/x")
            if number % 20 == 0:
                assert len(await noted(gateway)) == number


async def test_what_was_noted_is_written_on_a_graceful_stop(started: Started) -> None:
    async with started({"hall": hall}) as (gateway, client):
        await client.post("/hall/x")
    await gateway.store.open()
    try:
        assert len(await noted(gateway)) == 1
    finally:
        await gateway.store.close()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/hall/applications/01a20242-3fa8-76a3-959b-97f9feedfd7e/confirmation", "/hall/applications/{…}/confirmation"),
        ("/hall/applications/1/materials/M06/files", "/hall/applications/{…}/materials/M06/files"),
        ("/hall/scenarios/key-or-resettlement/form", "/hall/scenarios/key-or-resettlement/form"),
        ("/review/x/13800000001", "/review/x/{…}"),
        ("/hall/410102199001010012", "/hall/{…}"),
        ("/hall/张三", "/hall/{…}"),
        ("/", "/"),
        ("/hall/openapi.json", "/hall/openapi.json"),
    ],
)
def test_a_name_holds_no_id_and_nothing_personal(path: str, name: str) -> None:
    assert request_name("GET", path) == f"GET {name}"


def test_a_name_ends_somewhere() -> None:
    assert len(request_name("GET", "/a" * 5_000)) < 100
