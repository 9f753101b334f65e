"""Request bodies: strict, with text that can be stored, and with a limited number of errors."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from shared.errors import MOST_NAMED

_SURROGATE = re.compile("[\ud800-\udfff]")
_MESSAGES = {
    "text_unstorable": "text contains NUL or unpaired surrogates",
    "extra_forbidden": "Extra inputs are not permitted",
}
Place = tuple[str | int, ...]


class Body(BaseModel):
    """A request body: no unknown fields, no silent conversions (`"12"` is no number), blanks stripped."""

    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _bearable(cls, value: Any) -> Any:
        """Refuse text that no database takes, and very many unknown fields."""
        if not storable(value):
            raise _refusal(cls.__name__, "text_unstorable", unstorable(value))
        if isinstance(value, dict) and len(value) > len(cls.model_fields) + MOST_NAMED:
            raise _refusal(cls.__name__, "extra_forbidden", ((key,) for key in value if key not in cls.model_fields))
        return value


def _refusal(title: str, kind: str, places: Iterator[Place]) -> ValidationError:
    named = list(islice(places, MOST_NAMED))
    counted = PydanticCustomError(kind, _MESSAGES[kind], {"unnamed": sum(1 for _ in places)})
    alike = PydanticCustomError(kind, _MESSAGES[kind])
    wrong = [InitErrorDetails(type=alike if at else counted, loc=place, input=None) for at, place in enumerate(named)]
    return ValidationError.from_exception_data(title, wrong)


def storable(value: Any) -> bool:
    """Whether every string in a JSON value can be stored: no NUL, no unpaired surrogate."""
    if isinstance(value, str):
        return "\0" not in value and (value.isascii() or not _SURROGATE.search(value))
    if isinstance(value, dict):
        return all(storable(key) and storable(item) for key, item in value.items())
    if isinstance(value, list):
        return all(storable(item) for item in value)
    return True


def unstorable(value: Any, where: Place = ()) -> Iterator[Place]:
    """Where in a JSON value the strings are that cannot be stored; for a key, where its object is."""
    if isinstance(value, dict):
        if not all(storable(key) for key in value):
            yield where
        inside: Iterable[tuple[str | int, Any]] = ((key, item) for key, item in value.items() if storable(key))
    elif isinstance(value, list):
        inside = enumerate(value)
    else:
        if not storable(value):
            yield where
        return
    for key, item in inside:
        yield from unstorable(item, (*where, key))
