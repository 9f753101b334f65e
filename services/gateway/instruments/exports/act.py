"""A sandbox into a file, and a file into a sandbox."""

import asyncio
import base64
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from services.gateway.hands.hand import Hand
from services.gateway.instruments.exports.errors import ExportInvalid
from services.gateway.instruments.exports.lift import lifted
from services.gateway.instruments.exports.manifest import file_entry, table_entry
from services.gateway.instruments.exports.reading import Reading
from services.gateway.instruments.exports.writing import Writing, shapes_of
from services.gateway.peers.errors import PassedOn, SandboxExists
from services.gateway.peers.everywhere import Everywhere
from services.gateway.peers.photograph import photograph
from shared import sandbox
from shared.clock import Clock
from shared.context import current, entered
from shared.errors import Conflict, SandboxUnknown
from shared.instruments.contract.carried import FILES_OF, PUT_LINES, PUT_PART, LinesGiven, PartGiven
from shared.instruments.contract.sandboxes import OfLife
from shared.sandbox import Making, Origin

T = TypeVar("T")


async def export_sandbox(everywhere: Everywhere, hand: Hand, target: Path) -> None:
    """The current sandbox as it is now, into this file. Raises NotCopied, UpstreamUnavailable, StorageFull."""
    name = current().sandbox
    making = await everywhere.store.core_read(sandbox.making_of, name)
    life = await photograph(everywhere, name)
    try:
        writing = Writing(everywhere, life, target)
        try:
            await writing.write(name, making)
        finally:
            await asyncio.to_thread(writing.close)
    finally:
        await everywhere.remove([life])
    await hand.did("sandbox.exported", sandbox=name)


async def import_sandbox(everywhere: Everywhere, hand: Hand, source: Path, name: str | None) -> str:
    """The sandbox of this name, or one that is made, is from now on what the file says. Returns its name.

    Raises ExportInvalid, FormatUnknown, SandboxExists, UpstreamUnavailable, StorageFull: nothing was changed.
    """
    name = name or f"sandbox-{secrets.token_hex(4)}"
    reading = await asyncio.to_thread(Reading, source)
    try:
        life = await _built(everywhere, reading, name)
    finally:
        await asyncio.to_thread(reading.close)
    try:
        await everywhere.switch(life, again=None)
    except Conflict as error:
        raise SandboxExists(sandbox=name) from error
    with entered(replace(current(), sandbox=name)):
        await hand.did("sandbox.imported", sandbox=name, source=reading.manifest.sandbox)
    return name


async def _built(everywhere: Everywhere, reading: Reading, name: str) -> int:
    manifest = reading.manifest
    shapes = await shapes_of(everywhere)
    for service, tables in manifest.tables.items():
        known = {one.name for one in shapes.get(service, ())}
        if foreign := sorted(tables.keys() - known):
            raise ExportInvalid(where=table_entry(service[:40], foreign[0][:40]))
    clock = Clock(manifest.clock.offset, manifest.clock.frozen_at)
    life = await everywhere.build(name, await _making(everywhere, reading, name), Origin(None, clock))
    try:
        for service, all_ in shapes.items():
            for table in all_:
                await _put_table(everywhere, reading, life, service, table.name)
            await _put_files(everywhere, reading, life, service)
    except BaseException:
        await everywhere.remove([life])
        raise
    return life


async def _making(everywhere: Everywhere, reading: Reading, name: str) -> Making:
    """What stands there is called and ends as before."""
    seed, making = reading.manifest.random_seed, Making(label=reading.manifest.label)
    with suppress(SandboxUnknown):
        making = await everywhere.store.core_read(sandbox.making_of, name)
    return replace(making, random_seed=seed)


async def _put_table(everywhere: Everywhere, reading: Reading, life: int, service: str, table: str) -> None:
    pages, first = reading.lines(service, table), 1
    while (lines := await asyncio.to_thread(_next, pages)) is not None:
        await sandbox.stay(everywhere.store, life)
        try:
            items = [lifted(line, service, table, reading.manifest.format) for line in lines]
            given = LinesGiven(life=life, table=table, first=first, items=items)
            await everywhere.peers.ask(service, PUT_LINES, given)
        except PassedOn as refused:
            raise ExportInvalid(where=_reason(service, table, refused)) from refused
        except ValueError as error:
            raise ExportInvalid(where=table_entry(service, table)) from error
        first += len(lines)


def _reason(service: str, table: str, refused: PassedOn) -> str:
    errors = refused.document("en").get("errors", ())
    said = next((f": {one['detail']}" for one in errors if one.get("detail")), "")
    return f"{table_entry(service, table)}{said}"


async def _put_files(everywhere: Everywhere, reading: Reading, life: int, service: str) -> None:
    """Rows first: what they name is not swept away."""
    named = (await everywhere.peers.ask(service, FILES_OF, OfLife(life=life))).items
    if reading.manifest.files.get(service, {}).keys() - set(named):
        raise ExportInvalid(where=f"files/{service}")
    for key in named:
        await sandbox.stay(everywhere.store, life)
        await _put_file(everywhere, reading, service, key)


async def _put_file(everywhere: Everywhere, reading: Reading, service: str, key: str) -> None:
    parts, offset, there = reading.parts(service, key), 0, False
    while (data := await asyncio.to_thread(_next, parts)) is not None:
        given = PartGiven(key=key, offset=offset, data=base64.b64encode(data).decode(), compare=there)
        taken = await everywhere.peers.ask(service, PUT_PART, given)
        if not taken.fits:
            raise ExportInvalid(where=file_entry(service, key))
        offset, there = offset + len(data), taken.there


def _next(pages: Iterator[T]) -> T | None:
    return next(pages, None)
