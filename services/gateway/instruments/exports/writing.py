"""A life, written into a zip: page by page, on a thread, however much it is."""

import asyncio
import base64
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from services.gateway.instruments.exports.manifest import (
    FORMAT,
    NAME,
    ClockThen,
    Manifest,
    file_entry,
    fingerprint,
    table_entry,
)
from services.gateway.peers.everywhere import Everywhere
from shared import sandbox
from shared.instruments.contract.carried import FILE_PART, FILES_OF, LINES_OF, TABLES, LinesAsked, PartAsked, TableShape
from shared.instruments.contract.said import NOTHING
from shared.instruments.contract.sandboxes import OfLife
from shared.sandbox import Making
from shared.version import VERSION


async def shapes_of(everywhere: Everywhere) -> Mapping[str, Sequence[TableShape]]:
    """The tables of each service. Raises UpstreamUnavailable."""
    answers = (await everywhere.peers.ask_all(TABLES, NOTHING)).everybody()
    return {name: answers[name].items for name in sorted(answers)}


class Writing:
    """A zip that is being written of a life in which nothing happens."""

    def __init__(self, everywhere: Everywhere, life: int, target: Path) -> None:
        self._everywhere, self._peers, self._life = everywhere, everywhere.peers, life
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=3)
        self._rows: dict[str, dict[str, int]] = {}
        self._files: dict[str, dict[str, int]] = {}

    async def write(self, name: str, making: Making) -> None:
        """All of it, the manifest last. Raises UpstreamUnavailable."""
        shapes = await shapes_of(self._everywhere)
        for service, tables in shapes.items():
            for table in tables:
                await sandbox.stay(self._everywhere.store, self._life)
                await self._table(service, table.name)
            await self._uploads(service)
        origin = await self._everywhere.store.core_read(sandbox.origin_of, self._life)
        manifest = Manifest(
            format=FORMAT, version=VERSION, fingerprint=fingerprint(shapes), sandbox=name,
            exported_at=datetime.now(UTC).isoformat(timespec="seconds"), random_seed=making.random_seed,
            label=making.label, tables=self._rows, files=self._files,
            clock=ClockThen(offset=origin.clock.offset, frozen_at=origin.clock.frozen_at),
        )  # fmt: skip
        self._zip.writestr(NAME, manifest.model_dump_json(indent=1))

    def close(self) -> None:
        """Blocks for a moment."""
        self._zip.close()

    async def _table(self, service: str, table: str) -> None:
        with self._entry(table_entry(service, table)) as entry:
            number, after = 0, None
            while True:
                asked = LinesAsked(life=self._life, table=table, after=after)
                page = await self._peers.ask(service, LINES_OF, asked)
                if not page.items:
                    break
                await asyncio.to_thread(entry.write, "".join(f"{line}\n" for line in page.items).encode())
                number, after = number + len(page.items), page.after
        self._rows.setdefault(service, {})[table] = number

    async def _uploads(self, service: str) -> None:
        self._files[service] = {}
        for key in (await self._peers.ask(service, FILES_OF, OfLife(life=self._life))).items:
            await sandbox.stay(self._everywhere.store, self._life)
            size = await self._upload(service, key)
            if size is not None:
                self._files[service][key] = size

    async def _upload(self, service: str, key: str) -> int | None:
        part = await self._peers.ask(service, FILE_PART, PartAsked(key=key, offset=0))
        if part.data is None:  # somebody cleared the folder: its row stays, as it is here
            return None
        size = 0
        with self._entry(file_entry(service, key)) as entry:
            while part.data:
                data = base64.b64decode(part.data)
                await asyncio.to_thread(entry.write, data)
                size += len(data)
                part = await self._peers.ask(service, FILE_PART, PartAsked(key=key, offset=size))
        return size

    def _entry(self, name: str) -> IO[bytes]:
        return self._zip.open(name, "w", force_zip64=True)
