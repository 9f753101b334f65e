"""Several people, or several tabs, fill in one form: what each of them changed is kept, and nobody's work is lost.

Whoever saves says what was there when the form was opened, by a digest a section. A section that only others changed
stays as they left it; one that both changed is refused, and they are told.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from shared.errors import Conflict


class FormMoved(Conflict):
    """Somebody else saved the same section since it was opened."""

    code = "form-moved"
    zh = "您打开本页后，同一部分已在别处保存过，尚未覆盖。请核对下列不同之处，再决定保存哪一份。"
    en = "The same section was saved elsewhere since you opened it; nothing is overwritten yet. Compare, then decide."


class Merged(NamedTuple):
    """What is to be kept, and the sections that both changed."""

    values: dict[str, Any]
    moved: tuple[str, ...]


def merge(kept: Mapping[str, Any], posted: Mapping[str, Any], seen: Mapping[str, str]) -> Merged:
    """The sections that were posted, laid over what is kept; `seen` are digests of what was there when they were
    opened. A section without one simply replaces what is kept. An empty one is left out."""
    values, moved = dict(kept), []
    for key in dict.fromkeys([*posted, *seen]):
        mine, theirs = posted.get(key), kept.get(key)
        if seen.get(key) in (None, digest(theirs)):
            values[key] = mine
        elif digest(mine) not in (seen[key], digest(theirs)):
            moved.append(key)
    return Merged({key: value for key, value in values.items() if value}, tuple(moved))


def digest(section: Any) -> str:
    """Short, and the same for what looks the same in a form: empty fields count as not there, 1.0 as 1."""
    told = json.dumps(_plain(section) or None, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: plain for key, one in value.items() if (plain := _plain(one)) not in (None, "", {}, [])}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.strip() if isinstance(value, str) else value
