"""A life on its way into a file, and out of one."""

import asyncio

from fastapi import APIRouter
from sqlalchemy import Connection

from shared.errors import FieldError, RequestInvalid
from shared.http.host import Host
from shared.instruments import questions
from shared.instruments.carrying.parts import part_of, take_part
from shared.instruments.carrying.rows import lines_of, put_lines, shapes_of
from shared.instruments.carrying.shapes import Misfit
from shared.instruments.contract.carried import (
    CarriedLines,
    FilePart,
    LinesAsked,
    LinesGiven,
    PartAsked,
    PartGiven,
    PartTaken,
    TableShapes,
)
from shared.instruments.contract.said import Changed, Ids
from shared.sandbox.uploads import files_named


def routes(service: Host) -> APIRouter:
    """`/tables`, `/lives/…/rows`, `/lives/…/files`, `/files/…`."""
    router = APIRouter()
    for part in (_rows, _files):
        router.include_router(part(service))
    return router


def _rows(service: Host) -> APIRouter:
    router, store = APIRouter(), service.store

    @questions.TABLES.on(router)
    async def tables() -> TableShapes:
        return TableShapes(items=shapes_of(store.metadata))

    @questions.LINES_OF.on(router)
    async def read(life: int, body: LinesAsked) -> CarriedLines:
        return await store.core_read(lines_of, store.metadata, life, body.table, body.after)

    @questions.PUT_LINES.on(router)
    async def put(life: int, body: LinesGiven) -> Changed:
        try:
            await store.core_write(_put, service, life, body)
        except Misfit as misfit:
            raise RequestInvalid(
                errors=[FieldError(f"/{body.table}", "row-misfit", str(misfit), str(misfit))]
            ) from misfit
        return Changed(changed=True)

    return router


def _put(connection: Connection, service: Host, life: int, body: LinesGiven) -> None:
    put_lines(connection, service.store.metadata, life, body.table, body.items, body.first)


def _files(service: Host) -> APIRouter:
    router, store = APIRouter(), service.store

    @questions.FILES_OF.on(router)
    async def named(life: int) -> Ids:
        return Ids(items=await store.core_read(files_named, store.metadata, life))

    @questions.FILE_PART.on(router)
    async def part(body: PartAsked) -> FilePart:
        return await asyncio.to_thread(part_of, service.files, body.key, body.offset)

    @questions.PUT_PART.on(router)
    async def take(body: PartGiven) -> PartTaken:
        return await asyncio.to_thread(take_part, service.files, body)

    return router
