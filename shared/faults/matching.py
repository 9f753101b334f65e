"""Whether a fault's `match` fits what is about to happen. Pure."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

Facts = Mapping[str, Any]
"""What there is to match, by the names of the grammar; several values where any of them will do."""


def fits(match: Mapping[str, Any], facts: Facts) -> bool:
    """Whether all that is named fits."""
    return all(_fits(name, wanted, facts.get(name)) for name, wanted in match.items())


def _fits(name: str, wanted: Any, found: Any) -> bool:
    if name == "where":
        return all(value_at(found, pointer) == value for pointer, value in wanted.items())
    if name == "path":
        return isinstance(found, str) and _pattern(wanted).fullmatch(found) is not None
    return wanted in found if isinstance(found, (tuple, frozenset)) else wanted == found


@lru_cache(maxsize=256)
def _pattern(path: str) -> re.Pattern[str]:
    """Of a template as in OpenAPI (`{application_id}` is a part between slashes) or with `*` for anything."""
    parts = re.split(r"(\{[^{}/]*\}|\*+)", path)
    return re.compile("".join(_piece(part) for part in parts), re.DOTALL)


def _piece(part: str) -> str:
    return ".*" if part.startswith("*") else "[^/]+" if part.startswith("{") else re.escape(part)


def value_at(document: Any, pointer: str) -> Any:
    """What a JSON pointer (RFC 6901) leads to; None when to nothing."""
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(document, dict):
            document = document.get(key)
        elif isinstance(document, list) and key.isascii() and key.isdigit() and int(key) < len(document):
            document = document[int(key)]
        else:
            return None
    return document
