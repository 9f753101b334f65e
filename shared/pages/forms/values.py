"""Posted fields as JSON values, as the schema has them. A field is called by its pointer without the first slash.

`project/land_area`, `buildings/0/usage`; a row that is there with nothing in it says so by a field `buildings/0`.
What is empty is left out. What is no number stays the text that was typed, so that whoever judges the values says
what is wrong with it, and the form shows it again.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from shared.pages.forms.schema import Schema, plain
from shared.pages.posted import Fields

LEFT_OUT: Any = object()

_INTEGER = re.compile(r"[+-]?\d{1,30}")
_NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?")
_FLAGS = {"true": True, "on": True, "false": False}
_MOST_ROWS = 1000
_ROW_BUTTONS = ("add", "copy", "remove")


def values_from(fields: Fields, schema: Schema, at: str = "") -> Any:
    """The document that was posted; with `at`, the pointer of one section, that part of it.

    Of an object or a list there is one even when nothing was posted.
    """
    part = plain(schema, schema)
    for key in at.split("/")[1:]:
        part = plain(part["properties"][key], schema)
    found = _value(fields, part, at, schema)
    return found if found is not LEFT_OUT else [] if part.get("type") == "array" else {}


def changes_rows(doing: str) -> bool:
    """Whether a button of the form asks for a row more or less: `add:…`, `copy:…`, `remove:…`."""
    return doing.partition(":")[0] in _ROW_BUTTONS


def reshaped(values: Any, doing: str, at: str = "") -> Any:
    """The values with a row more or less, as a button of the form said: `add:buildings`, `copy:buildings/1`,
    `remove:buildings/1`; as they are for anything else. `at` is the pointer of `values` themselves.
    """
    what, _, name = doing.partition(":")
    path = f"/{name}".removeprefix(at)
    if not changes_rows(doing) or not f"/{name}".startswith(at):
        return values
    keys = [int(key) if key.isdigit() and len(key) < 9 else key for key in path.split("/")[1:]]
    return _changed(values, keys, what)


def _changed(values: Any, keys: list[str | int], what: str) -> Any:
    if what == "add" and not keys:
        return [*(values if isinstance(values, list) else []), {}]
    if not keys:
        return values
    key, rest = keys[0], keys[1:]
    if isinstance(values, list):
        if not isinstance(key, int) or key >= len(values):
            return values
        if rest:
            inner = [_changed(values[key], rest, what)]
        else:
            inner = [values[key], values[key]] if what == "copy" else [] if what == "remove" else [values[key]]
        return [*values[:key], *inner, *values[key + 1 :]]
    known = values if isinstance(values, Mapping) else {}
    return {**known, key: _changed(known.get(str(key), [] if not rest else {}), rest, what)}


def _value(fields: Fields, schema: Schema, at: str, root: Schema) -> Any:
    schema = plain(schema, root)
    kind = schema.get("type")
    if kind == "object" or "properties" in schema:
        return _object(fields, schema, at, root)
    if kind == "array":
        item = plain(schema["items"], root)
        return _rows(fields, item, at, root) if "properties" in item else _several(fields, item, at)
    return _one(fields.get(at[1:]), schema)


def _object(fields: Fields, schema: Schema, at: str, root: Schema) -> Any:
    found = {key: _value(fields, one, f"{at}/{key}", root) for key, one in schema["properties"].items()}
    there = {key: value for key, value in found.items() if value is not LEFT_OUT}
    return there or (LEFT_OUT if at else {})


def _rows(fields: Fields, item: Schema, at: str, root: Schema) -> Any:
    begins = f"{at[1:]}/"
    numbers = {name[len(begins) :].partition("/")[0] for name in fields if name.startswith(begins)}
    places = sorted(int(number) for number in numbers if number.isascii() and number.isdigit() and len(number) < 9)
    rows = [_value(fields, item, f"{at}/{place}", root) for place in places[:_MOST_ROWS]]
    return [{} if row is LEFT_OUT else row for row in rows] or LEFT_OUT


def _several(fields: Fields, item: Schema, at: str) -> Any:
    chosen = [_one(text, item) for text in fields.all(at[1:])]
    return [value for value in chosen if value is not LEFT_OUT] or LEFT_OUT


def _one(text: str | None, schema: Schema) -> Any:
    typed = (text or "").strip()
    if not typed:
        return LEFT_OUT
    kind = schema.get("type", "string")
    if kind == "boolean":
        return _FLAGS.get(typed, typed)
    if kind in ("integer", "number"):
        plainly = unicodedata.normalize("NFKC", typed).replace(",", "").replace(" ", "")
        if _INTEGER.fullmatch(plainly):
            return int(plainly)
        return float(plainly) if kind == "number" and _NUMBER.fullmatch(plainly) else typed
    return typed
