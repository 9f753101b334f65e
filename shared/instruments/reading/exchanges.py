"""Requests by their ids, with what was kept of them."""

import json
from collections.abc import Sequence

from sqlalchemy import Connection, select

from shared.instruments.contract.exchanges import LineKept
from shared.instruments.reading.lines import lines_of_events
from shared.journal.told import unpacked
from shared.store.tables import exchanges


def exchanges_by_id(connection: Connection, life: int, service: str, ids: Sequence[str]) -> list[LineKept]:
    """Those of these that are known."""
    kept = {
        row.id: json.loads(unpacked(row.told))
        for row in connection.execute(select(exchanges).where(exchanges.c.life == life, exchanges.c.id.in_(ids)))
    }
    lines = lines_of_events(connection, life, service, ids)
    return [LineKept(line=line, kept=kept.get(line.event_id or "")) for line in lines if line.kind == "request"]
