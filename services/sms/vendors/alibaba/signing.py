"""What both of Alibaba Cloud's signatures have in common: how they write a query, and when they were made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

TOLERANCE_SECONDS = 900
NONCE_KEPT_SECONDS = 2 * TOLERANCE_SECONDS

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says to have signed it, when and how: what is to be compared with what we make of it."""

    key_id: str
    time: str
    nonce: str
    signature: str
    headers: tuple[str, ...] = ()


def written(pairs: Iterable[tuple[str, str]]) -> str:
    """Names and values in order, as both signatures encode them."""
    return "&".join(f"{encoded(name)}={encoded(value)}" for name, value in sorted(pairs))


def encoded(text: str) -> str:
    """RFC 3986: everything but letters, digits and `-._~`."""
    return quote(text, safe="~")


def moment(time: str) -> datetime | None:
    """When it was signed; None for what is no time of theirs."""
    try:
        return datetime.strptime(time, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
