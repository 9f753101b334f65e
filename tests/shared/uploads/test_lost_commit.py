"""A commit that came true while its answer was lost: the file has to be there, since its row is.

PostgreSQL does it by itself: told to wait for a standby that does not exist it commits and does not answer, and whom
its administrator sends away meanwhile never hears.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx
import psycopg
import pytest
from sqlalchemy import update

from services.hall.app import create_hall
from services.hall.rules.limits import FILES_PER_MATERIAL
from shared import sandbox
from shared.context import DEFAULT_SANDBOX
from shared.errors import Unavailable
from shared.store.tables import sandboxes
from tests.engines.postgres import PostgreSQL
from tests.hall.applicant import Applicant, pdf
from tests.hall.place import Hall, People
from tests.harness import running
from tests.review.person import PDF
from tests.review.platform import Platform, join, running_platform

_WAITING = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND datname = %s"


T = TypeVar("T")


class Server:
    """The administrator of a database."""

    def __init__(self, server: PostgreSQL) -> None:
        self.url = server.new_database()
        self._database = self.url.rsplit("/", 1)[1]
        self._address = self.url.replace("+psycopg", "")

    async def losing_its_answer(self, asked: Awaitable[T]) -> T:
        """What is answered to a request whose commit comes true and is not told."""
        with psycopg.connect(self._address, autocommit=True) as admin, waiting_for_nobody(admin):
            answer = asyncio.ensure_future(asked)
            while not answer.done():
                admin.execute(_WAITING, (self._database,))
                await asyncio.sleep(0.02)
        return await answer


@contextmanager
def waiting_for_nobody(admin: "psycopg.Connection[tuple[object, ...]]") -> Iterator[None]:
    """Commits come true and are not answered."""
    admin.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
    admin.execute("SELECT pg_reload_conf()")
    try:
        yield
    finally:
        admin.execute("ALTER SYSTEM RESET synchronous_standby_names")
        admin.execute("SELECT pg_reload_conf()")


@pytest.fixture
def server(postgres: PostgreSQL) -> Server:
    return Server(postgres)


@pytest.fixture
async def hall(server: Server, tmp_path: Path) -> AsyncIterator[Hall]:
    async with running(tmp_path, create_hall, database_url=server.url) as (service,):
        yield Hall(service, DEFAULT_SANDBOX)


@pytest.fixture
async def owner(hall: Hall) -> AsyncIterator[Applicant]:
    async with AsyncExitStack() as stack:
        yield await People(hall, stack).log_in()


@pytest.fixture
async def platform(server: Server, tmp_path: Path) -> AsyncIterator[Platform]:
    async with running_platform(tmp_path, database_url=server.url) as platform:
        yield platform


def check_lost(answer: httpx.Response) -> None:
    assert (answer.status_code, answer.json()["code"]) == (503, "service-unavailable")


async def test_a_material(server: Server, owner: Applicant) -> None:
    path = await owner.draft()
    content = pdf("施工图")
    sent = owner.send("POST", f"{path}/materials/M02/files", files={"file": ("a.pdf", content)})
    check_lost(await server.losing_its_answer(sent))
    [listed] = [file for item in (await owner.get(f"{path}/materials"))["items"] for file in item["files"]]
    assert (await owner.send("GET", f"{path}/files/{listed['file_id']}/content")).content == content


async def test_a_drawing(server: Server, platform: Platform) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}/drawings"
    design = await join(platform, owner, project["id"], "design")
    form: dict[str, Any] = {"files": {"file": ("a.pdf", PDF)}, "data": {"discipline": "structure"}}
    sent = design.http.request("POST", f"/review{path}", headers=design.headers, **form)
    check_lost(await server.losing_its_answer(sent))
    [listed] = (await owner.get(path))["items"]
    assert (await owner.send("GET", f"{path}/{listed['drawing_id']}/content")).content == PDF


async def test_a_planning_document(server: Server, platform: Platform) -> None:
    owner, project = await platform.editing()
    path = f"/projects/{project['id']}/planning-documents"
    kind = "planning-points"
    form: dict[str, Any] = {"files": {"file": ("a.pdf", PDF)}, "data": {"kind": kind}}
    sent = owner.http.request("POST", f"/review{path}", headers=owner.headers, **form)
    check_lost(await server.losing_its_answer(sent))
    [listed] = [file for item in (await owner.get(path))["items"] for file in item["files"] if item["kind"] == kind]
    assert (await owner.send("GET", f"{path}/{listed['file_id']}/content")).content == PDF


async def test_what_no_transaction_of_a_sandbox_does_is_done_once_too(server: Server, hall: Hall) -> None:
    once_more = update(sandboxes).values(clock_offset=sandboxes.c.clock_offset + 1)
    done = hall.service.store.core_write(lambda connection: connection.execute(once_more).rowcount)
    with pytest.raises(Unavailable):
        await server.losing_its_answer(done)
    assert (await hall.service.store.core_read(sandbox.clock, DEFAULT_SANDBOX)).offset == 1


async def test_of_those_that_were_refused_nothing_is_kept(owner: Applicant, hall: Hall) -> None:
    """There is room for one more; all of them are looked at, and copied, before the first is written down."""
    path = await owner.draft()
    for number in range(FILES_PER_MATERIAL - 1):
        await owner.upload(path, "M17", f"{number}.pdf", pdf(str(number)))
    answers = await asyncio.gather(
        *(owner.send("POST", f"{path}/materials/M17/files", files={"file": ("x.pdf", pdf("x"))}) for _ in range(6))
    )
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 5
    assert len(hall.kept_files()) == FILES_PER_MATERIAL
