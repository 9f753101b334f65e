"""JSON pointers (RFC 6901): what stands at a place of a document."""

from collections.abc import Mapping, Sequence
from typing import Any

NOWHERE: Any = object()
"""What is at a place that is not there: it equals nothing that JSON can say."""

_DIGITS = 9
"""No list is longer; and a number of thousands of digits is none that Python reads."""


def at(document: Any, pointer: str) -> Any:
    """What stands there, NOWHERE where there is nothing."""
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(document, Mapping) and key in document:
            document = document[key]
        elif isinstance(document, Sequence) and not isinstance(document, str) and _is_place(key, document):
            document = document[int(key)]
        else:
            return NOWHERE
    return document


def _is_place(key: str, items: Sequence[Any]) -> bool:
    return key.isascii() and key.isdigit() and len(key) <= _DIGITS and int(key) < len(items)
