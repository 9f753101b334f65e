"""Placeholders: `{application.tokens.portal}` stands for what an earlier request was answered.

    filled({"phone": "{application.leader_phone}"}, {"application": {"leader_phone": "13800000001"}})

Parts between dots are names in objects and places in lists (`-1` is the last). A text that is nothing but one
placeholder becomes whatever stands there; in a longer one it is written into the text.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

_PLACE = re.compile(r"\{([a-z_]+(?:\.[A-Za-z0-9_-]+)*)\}")


def filled(template: Any, known: Mapping[str, Any]) -> Any:
    """The same with every placeholder replaced. Raises LookupError where nothing stands."""
    if isinstance(template, str):
        return _text(template, known)
    if isinstance(template, Mapping):
        return {_text(name, known): filled(value, known) for name, value in template.items()}
    if isinstance(template, Sequence):
        return [filled(value, known) for value in template]
    return template


def changed(document: Any, changes: Mapping[str, Any]) -> Any:
    """A copy of a JSON document with other values at these JSON pointers; what is not there yet is made."""
    for pointer, value in changes.items():
        document = _with(document, pointer.split("/")[1:], value)
    return document


def _text(template: str, known: Mapping[str, Any]) -> Any:
    if whole := _PLACE.fullmatch(template):
        return _at(known, whole[1])
    return _PLACE.sub(lambda found: str(_at(known, found[1])), template)


def _at(known: Any, path: str) -> Any:
    for part in path.split("."):
        if not isinstance(known, Sequence | Mapping) or isinstance(known, str):
            raise LookupError(path)
        known = known[int(part)] if isinstance(known, Sequence) else known[part]
    return known


def _with(document: Any, parts: Sequence[str], value: Any) -> Any:
    if not parts:
        return value
    first, *rest = parts
    if isinstance(document, list):
        place = int(first)
        return [*document[:place], _with(document[place], rest, value), *document[place + 1 :]]
    return {**document, first: _with(document.get(first, {}), rest, value)}
