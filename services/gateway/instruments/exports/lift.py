"""Rows of older formats, made into today's: for each format the function that lifts a row to the next one."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from services.gateway.instruments.exports.manifest import FORMAT

Row = dict[str, Any]
Lift = Callable[[str, str, Row], Row]
"""Service, table and row, as the format before has it."""

LIFTS: Mapping[int, Lift] = {}
OLDEST = min(LIFTS, default=FORMAT)


def lifted(line: str, service: str, table: str, format_: int) -> str:
    """A line of that format as one of today's. Raises ValueError."""
    if format_ == FORMAT:
        return line
    row = json.loads(line)
    for number in range(format_, FORMAT):
        row = LIFTS[number](service, table, row)
    return json.dumps(row, ensure_ascii=False)
