"""`where=/data/scenario:buildings`: what must stand at a place of a JSON document."""

import json
from dataclasses import dataclass
from typing import Any

from shared.values.pointer import NOWHERE, at


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
        return found is not NOWHERE and said(found) == self.value


def said(value: Any) -> str:
    """A value as it is written in a query."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
