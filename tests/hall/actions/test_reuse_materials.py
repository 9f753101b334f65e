"""A file that one replica lends while another takes it out."""

import asyncio
import threading
from contextlib import AsyncExitStack
from pathlib import Path

from services.hall.actions.remove_material_file import remove_material_file
from services.hall.actions.reuse_materials import reuse_materials
from services.hall.app import create_hall
from services.hall.rules.owner import Owner
from shared.context import DEFAULT_SANDBOX, Context
from shared.store import Transaction
from tests import within
from tests.engines.postgres import PostgreSQL
from tests.hall.place import OWNER, Hall, People
from tests.harness import running

UNIT = Owner(OWNER, "示例建设有限公司", real_name_verified=True, profile_complete=True)


async def test_bytes_that_are_lent_are_not_removed(tmp_path: Path, postgres: PostgreSQL) -> None:
    """Whoever lends waits for who takes out: else nobody sees that the other needs the bytes, or lends what is gone."""
    taken, lent_out = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()
    url = postgres.new_database()
    async with (
        running(tmp_path, create_hall, database_url=url) as (first,),
        running(tmp_path, create_hall, database_url=url) as (second,),
        AsyncExitStack() as stack,
    ):
        owner = await People(Hall(first, DEFAULT_SANDBOX), stack).log_in()
        source = await owner.draft()
        borrower = await owner.open((await owner.get(source))["project_id"])
        stored = await owner.upload(source, "M02")
        source_id, borrower_id = (path.rsplit("/", 1)[1] for path in (source, borrower))

        def take_out(tx: Transaction) -> str | None:
            unused = remove_material_file(tx, UNIT, source_id, None, stored["file_id"])
            loop.call_soon_threadsafe(taken.set)
            lent_out.wait(1)  # before it commits, the other one has its chance
            return unused

        taking = asyncio.ensure_future(within.write(first.store, Context(sandbox=DEFAULT_SANDBOX), take_out))
        await taken.wait()
        there = Context(sandbox=DEFAULT_SANDBOX)
        await within.write(second.store, there, reuse_materials, UNIT, borrower_id, source_id, None)
        lent_out.set()
        unused = await taking
        lent = [file for item in (await owner.get(f"{borrower}/materials"))["items"] for file in item["files"]]
        assert (unused is None) == bool(lent), "either it was lent and stays, or it is gone and was not lent"
