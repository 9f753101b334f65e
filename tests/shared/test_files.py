"""Where uploads go is a setting: any URL that fsspec knows, here one that is no folder on the disk."""

import asyncio
import os
import stat
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import fsspec
import pytest

from services.hall.app import create_hall
from services.review.app import create_review
from shared.context import DEFAULT_SANDBOX
from shared.files import Files
from shared.identifiers import new_id
from shared.sandbox import FIRST
from shared.service import Service
from tests.hall.applicant import Applicant, pdf
from tests.hall.place import Hall, People
from tests.harness import running

ELSEWHERE = fsspec.filesystem("memory")


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[list[Service]]:
    async with running(tmp_path, create_hall, create_review, files_url=f"memory://uploads-{new_id()}/") as services:
        yield services


@pytest.fixture
async def owner(services: list[Service]) -> AsyncIterator[Applicant]:
    async with AsyncExitStack() as stack:
        yield await People(Hall(services[0], DEFAULT_SANDBOX), stack).log_in()


def kept(service: Service) -> list[bytes]:
    root = service.settings.uploads_url().removeprefix("memory:/")
    return [ELSEWHERE.cat_file(path) for path in ELSEWHERE.find(f"{root}/{service.name}")]


async def test_an_upload_goes_where_the_setting_says(owner: Applicant, services: list[Service]) -> None:
    path = await owner.draft()
    stored = await owner.upload(path, "M12", "a.pdf", pdf("施工图"))
    assert kept(services[0]) == [pdf("施工图")]
    assert Hall(services[0], DEFAULT_SANDBOX).kept_files() == [], "nothing of it lies in the data folder"
    await owner.send("DELETE", f"{path}/files/{stored['file_id']}")
    assert kept(services[0]) == []


async def test_services_that_share_the_url_do_not_share_the_folder(owner: Applicant, services: list[Service]) -> None:
    """Each forgets a sandbox when it is told, and only what is its own."""
    hall, review = services
    path = await owner.draft()
    await owner.upload(path, "M12", "a.pdf", pdf("施工图"))
    await review.files.delete_all(await review.files.of_folder(str(FIRST)))
    assert kept(hall) == [pdf("施工图")]
    before = await hall.files.of_folder(str(FIRST))
    await owner.upload(path, "M12", "b.pdf", pdf("another life"))
    await hall.files.delete_all(before)
    assert kept(hall) == [pdf("another life")], "what came in meanwhile stays"


async def test_uploads_are_their_owners_alone(tmp_path: Path) -> None:
    """Whatever the umask says, and though an older version made the folders for everybody."""
    for folder in (tmp_path / "files", tmp_path / "files" / "hall"):
        folder.mkdir(mode=0o755)
    before = os.umask(0)
    try:
        async with running(tmp_path, create_hall) as services, AsyncExitStack() as stack:
            owner = await People(Hall(services[0], DEFAULT_SANDBOX), stack).log_in()
            await owner.upload(await owner.draft(), "M02", "a.pdf", pdf("x"))
    finally:
        os.umask(before)
    kept = [tmp_path / "files" / "hall", *(tmp_path / "files" / "hall").rglob("*")]
    modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in kept}
    assert modes == {(True, 0o700), (False, 0o600)}


async def test_those_who_end_sandboxes_at_once_may_forget_the_same_files(tmp_path: Path) -> None:
    files, folder = Files(f"file://{tmp_path}/hall"), tmp_path / "hall" / "7"
    folder.mkdir(parents=True)
    for number in range(300):
        (folder / str(number)).write_bytes(b"x")
    keys = await files.of_folder("7")
    await asyncio.gather(*(files.delete_all(keys) for _ in range(4)))
    await asyncio.gather(*(files.forget_folder("7") for _ in range(4)))
    assert (len(keys), await files.folders()) == (300, [])
