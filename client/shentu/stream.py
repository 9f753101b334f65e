"""流: each step as it happens, told again from where it broke off when the connection ends."""

import json
from collections.abc import Iterator
from typing import Any

from shentu.caller import Caller
from shentu.problems import Unreachable

TRIES = 3
"""So many times in a row a connection may fail before it is given up."""


def follow(caller: Caller, **wanted: Any) -> Iterator[dict[str, Any]]:
    """Steps as in a trace, each with its `journey`; one that changes comes again. Ends with the sandbox's life."""
    query = {name: value for name, value in wanted.items() if value is not None}
    failed = 0
    while True:
        try:
            for name, cursor, data in _events(caller, query):
                failed = 0
                query = {**query, "after": cursor} if cursor else query
                query.pop("since", None)
                if name == "end":
                    return
                if name == "step":
                    yield data
        except Unreachable:
            failed += 1
            if failed == TRIES:
                raise


def _events(caller: Caller, query: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Name, id and data of each server-sent event."""
    name, cursor = "message", ""
    with caller.open("GET", "/sim/stream", params=query, timeout=60) as answer:
        for line in answer.iter_lines():
            field, _, value = line.partition(": ")
            if field == "event":
                name = value
            elif field == "id":
                cursor = value
            elif field == "data":
                yield name, cursor, json.loads(value)
