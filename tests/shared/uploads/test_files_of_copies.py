"""An upload is there as long as a row of any life names it."""

import errno
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from services.hall.app import create_hall
from shared import sandbox
from shared.identifiers import new_id
from shared.instruments.inner_door import HEADER, key_of
from shared.service import Service
from tests.copies import copy_life
from tests.hall.place import Hall, People
from tests.harness import SECRET, client_of, running
from tests.lives import life_of


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    async with running(tmp_path, create_hall) as (service,):
        yield service


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


async def remove_life(service: Service, life: int) -> None:
    """As the gateway has it done."""
    async with client_of(service, **{HEADER: key_of(SECRET)}) as inside:
        assert (await inside.post("/internal/remove-life", json={"life": life})).json() == {"changed": True}


def kept(service: Service) -> int:
    folder = service.settings.data_dir / "files" / "hall"
    return sum(path.is_file() for path in folder.rglob("*"))


async def copied(service: Service, stack: AsyncExitStack) -> tuple[str, dict[str, str]]:
    """A draft with a file, and a copy of all of it in a sandbox `copy`; the draft's path and the file."""
    owner = await People(Hall(service, "default"), stack).log_in()
    path = await owner.draft()
    stored = await owner.upload(path, "M12")
    await service.store.core_write(copy_life, service.store.metadata, "default", "copy")
    return path, stored


@pytest.mark.parametrize("first", ["default", "copy"])
async def test_it_goes_with_the_last_life(service: Service, stack: AsyncExitStack, first: str) -> None:
    await copied(service, stack)
    lives = [await life_of(service.store, name) for name in ("default", "copy")]
    for life in lives if first == "default" else lives[::-1]:
        assert kept(service) == 1
        await remove_life(service, life)
    assert kept(service) == 0


async def test_who_takes_it_out_takes_it_from_nobody_else(service: Service, stack: AsyncExitStack) -> None:
    path, stored = await copied(service, stack)
    life = await life_of(service.store, "copy")
    for hall in (Hall(service, "default"), Hall(service, "copy", life)):
        owner = await People(hall, stack).log_in()
        assert kept(service) == 1
        assert (await owner.send("GET", f"{path}/files/{stored['file_id']}/content")).status_code == 200
        await owner.send("DELETE", f"{path}/files/{stored['file_id']}")
    assert kept(service) == 0


async def test_what_no_row_names_goes_with_the_life_it_came_in(service: Service, stack: AsyncExitStack) -> None:
    """As a commit leaves it whose answer was lost."""
    await copied(service, stack)
    (service.settings.data_dir / "files" / "hall" / str(sandbox.FIRST) / "orphan").write_bytes(b"x")
    await remove_life(service, await life_of(service.store, "copy"))
    assert kept(service) == 2
    await remove_life(service, sandbox.FIRST)
    assert kept(service) == 0


@pytest.mark.parametrize(("error", "status"), [(errno.ENOSPC, 507), (errno.EDQUOT, 507), (errno.EIO, 500)])
async def test_what_the_disk_has_no_room_for_is_told_at_the_inner_door(
    service: Service, monkeypatch: pytest.MonkeyPatch, error: int, status: int
) -> None:
    """As at every other door: whoever reads an export in then learns that the disk is full."""

    def append(*_: object, **__: object) -> None:
        raise OSError(error, "as the disk says")

    monkeypatch.setattr(service.files, "append", append)
    part = {"key": f"{sandbox.FIRST}/{new_id()}", "offset": 0, "data": ""}
    async with client_of(service, **{HEADER: key_of(SECRET)}) as inside:
        assert (await inside.post("/internal/put-file-part", json=part)).status_code == status
