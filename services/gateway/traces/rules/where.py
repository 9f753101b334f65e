"""`where=/data/scenario:buildings`: what must stand at a place of a JSON document."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_NOWHERE = object()


@dataclass(frozen=True, slots=True)
class Where:
    """A JSON pointer (RFC 6901) and what is there, as text; `plain`: before anything in it is masked."""

    pointer: str
    value: str
    plain: bool = False

    @classmethod
    def of(cls, text: str) -> "Where":
        """Raises ValueError for what is no pointer and value."""
        pointer, colon, value = text.partition(":")
        if not colon or not pointer.startswith("/"):
            raise ValueError(text)
        return cls(pointer, value)

    def holds(self, document: Any) -> bool:
        """Whether it is so; numbers and truths are compared as JSON writes them."""
        found = at(document, self.pointer)
        return found is not _NOWHERE and said(found) == self.value


def at(document: Any, pointer: str) -> Any:
    """What stands at that place, or something that equals nothing."""
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(document, Mapping) and key in document:
            document = document[key]
        elif isinstance(document, Sequence) and not isinstance(document, str) and _is_place(key, document):
            document = document[int(key)]
        else:
            return _NOWHERE
    return document


def is_nothing(found: Any) -> bool:
    """Whether there is nothing at that place."""
    return found is _NOWHERE


def said(value: Any) -> str:
    """A value as it is written in a query."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _is_place(key: str, items: Sequence[Any]) -> bool:
    return key.isascii() and key.isdigit() and len(key) < 9 and int(key) < len(items)
