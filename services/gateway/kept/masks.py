"""Masking by marks: pure functions on JSON values, headers and queries."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Literal
from urllib.parse import parse_qsl

from pydantic_core import from_json, to_json

from shared.instruments.contract.exchanges import Marks
from shared.masking import SECRET, scrub
from shared.values.sensitive import shown_as

_SECRET_HEADERS = frozenset({
    "authorization", "cookie", "set-cookie", "sim-token", "x-acs-security-token", "x-tc-token",
})  # fmt: skip
_SCHEMES = frozenset({"Bearer", "TC3-HMAC-SHA256", "ACS3-HMAC-SHA256"})
_INNER = ("shentu-",)

Shown = dict[Literal["name", "value"], str]
"""A Pair, as it is written down."""


def masked(value: Any, marks: Marks) -> Any:
    """The value as it may be shown; in a closed object, what has no business there is hidden."""
    if isinstance(value, list):
        return [masked(one, marks) for one in value]
    if marks.how is not None:
        return shown_as(marks.how, value)
    if isinstance(value, dict):
        known, unknown = marks.fields, marks.closed
        return {
            name: masked(one, known[name]) if name in known else SECRET if unknown else one
            for name, one in value.items()
        }
    return value


def masked_json(said: bytes, marks: Marks) -> str:
    """A JSON document; raises ValueError for what is none, and for text that no other document can hold."""
    return to_json(masked(from_json(said), marks)).decode()


def scrubbed(text: str) -> str:
    """What is said freely, a refusal say: no number of a phone or a document stays in it."""
    return scrub(text)


def headers_shown(headers: Iterable[tuple[bytes, bytes]]) -> list[Shown]:
    """Without what lets somebody in, and without what only our own services tell one another."""
    return [one for name, value in headers if (one := _header_shown(name, value)) is not None]


@lru_cache(maxsize=512)
def _header_shown(name: bytes, value: bytes) -> Shown | None:
    """Most headers come again with every exchange."""
    known = name.decode("latin-1").lower()
    return None if known.startswith(_INNER) else {"name": known, "value": _header(known, value.decode("latin-1"))}


def _header(name: str, value: str) -> str:
    if name not in _SECRET_HEADERS:
        return scrub(value)
    scheme = value.partition(" ")[0]
    return f"{scheme} {SECRET}" if scheme in _SCHEMES else SECRET


def query_shown(query: bytes, marks: Marks) -> list[Shown]:
    """The query; a name that the operation does not know is hidden like a field that it does not know."""
    if not query:
        return []
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    return [{"name": name, "value": str(masked({name: value}, marks)[name])} for name, value in pairs]
