"""Whether a fault's `match` fits what is about to happen. Pure."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from shared.values.pointer import at

Facts = Mapping[str, Any]
"""What there is to match, by the names of the grammar; several values where any of them will do."""


def fits(match: Mapping[str, Any], facts: Facts) -> bool:
    """Whether all that is named fits."""
    return all(_fits(name, wanted, facts.get(name)) for name, wanted in match.items())


def _fits(name: str, wanted: Any, found: Any) -> bool:
    if name == "where":
        return all(at(found, pointer) == value for pointer, value in wanted.items())
    if name == "path":
        return isinstance(found, str) and _pattern(wanted).fullmatch(found) is not None
    return wanted in found if isinstance(found, (tuple, frozenset)) else wanted == found


@lru_cache(maxsize=256)
def _pattern(path: str) -> re.Pattern[str]:
    """Of a template as in OpenAPI (`{application_id}` is a part between slashes) or with `*` for anything.

    Each gap takes the first place where what follows it stands, and never looks back: however many gaps there are, a
    path is read once. A tester writes patterns, and everybody's requests wait while they are read.
    """
    parts = re.split(r"((?:\{[^{}/]*\}|\*)+)", path)
    begin, gaps, said = parts[0], parts[1::2], parts[2::2]
    middle = [f"(?>{_gap(gap)}?{re.escape(text)})" for gap, text in zip(gaps[:-1], said, strict=False)]
    end = f"{_gap(gaps[-1])}{re.escape(said[-1])}" if gaps else ""
    return re.compile(re.escape(begin) + "".join(middle) + end, re.DOTALL)


def _gap(said: str) -> str:
    return ".*" if "*" in said else "[^/]+"
