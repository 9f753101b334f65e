"""The OpenAPI documents of all places, as a running instance serves them, taken from the services in this process."""

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from services.__main__ import create_all
from shared.settings import Settings

Json = dict[str, Any]
PLACES = ("portal", "hall", "review", "sms", "sim")
_SERVED_BY = {"portal": "gateway", "sim": "gateway"}


@cache
def documents() -> dict[str, Json]:
    """Place → its document, with its own paths only."""
    with tempfile.TemporaryDirectory() as folder:
        services = create_all(Settings(data_dir=Path(folder), secret="s" * 32, bus_url="local:", database_url=None))
        return {place: _of(services[_SERVED_BY.get(place, place)].api.openapi(), place) for place in PLACES}


def _of(document: Json, place: str) -> Json:
    paths = {path: item for path, item in document["paths"].items() if path.startswith(f"/{place}/")}
    return {**document, "paths": paths}


def needed(document: Json) -> list[str]:
    """The names of the schemas that the document's paths lead to, in the order of the alphabet."""
    found: set[str] = set()
    waiting = list(_referred(document["paths"]))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _referred(document["components"]["schemas"][name])
    return sorted(found)


def _referred(node: Any) -> set[str]:
    if isinstance(node, list):
        return set().union(*map(_referred, node))
    if not isinstance(node, dict):
        return set()
    own = {node["$ref"].rpartition("/")[2]} if isinstance(node.get("$ref"), str) else set()
    return own.union(*map(_referred, node.values()))
