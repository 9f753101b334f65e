"""A life on its way into a file, and out of one."""

import asyncio

from sqlalchemy import Connection, MetaData

from shared.errors import FieldError, RequestInvalid
from shared.http.host import Host
from shared.instruments.carrying.parts import part_of, take_part
from shared.instruments.carrying.rows import lines_of, put_lines, shapes_of
from shared.instruments.carrying.shapes import Misfit
from shared.instruments.contract import carried
from shared.instruments.contract.said import Changed, Ids, Nothing
from shared.instruments.contract.sandboxes import OfLife
from shared.instruments.inner_door import Answers
from shared.sandbox.uploads import files_named

answers = Answers(caught_up=True)


@answers.to(carried.TABLES)
async def tables(service: Host, _: Nothing) -> carried.TableShapes:
    """All that a file has rows of."""
    return carried.TableShapes(items=shapes_of(service.store.metadata))


@answers.to(carried.LINES_OF)
async def read(service: Host, asked: carried.LinesAsked) -> carried.CarriedLines:
    """The next rows of a table."""
    store = service.store
    return await store.core_read(lines_of, store.metadata, asked.life, asked.table, asked.after)


@answers.to(carried.PUT_LINES)
async def put(service: Host, given: carried.LinesGiven) -> Changed:
    """Rows into a life that is being built. Raises RequestInvalid."""
    try:
        await service.store.core_write(_put, service.store.metadata, given)
    except Misfit as misfit:
        raise RequestInvalid(errors=[FieldError(f"/{given.table}", "row-misfit", str(misfit), str(misfit))]) from misfit
    return Changed(changed=True)


def _put(connection: Connection, metadata: MetaData, given: carried.LinesGiven) -> None:
    put_lines(connection, metadata, given.life, given.table, given.items, given.first)


@answers.to(carried.FILES_OF)
async def named(service: Host, asked: OfLife) -> Ids:
    """The files that rows of a life name."""
    return Ids(items=await service.store.core_read(files_named, service.store.metadata, asked.life))


@answers.to(carried.FILE_PART)
async def part(service: Host, asked: carried.PartAsked) -> carried.FilePart:
    """The next bytes of a file."""
    return await asyncio.to_thread(part_of, service.files, asked.key, asked.offset)


@answers.to(carried.PUT_PART)
async def take(service: Host, given: carried.PartGiven) -> carried.PartTaken:
    """The next bytes into a file."""
    return await asyncio.to_thread(take_part, service.files, given)
