"""What the head of a request means: one language by weight, one value where only one makes sense."""

from collections.abc import Iterable
from functools import lru_cache

from shared.context import Language

Headers = Iterable[tuple[bytes, bytes]]

SINGLE = frozenset({
    b"authorization", b"content-length", b"content-type", b"host", b"idempotency-key", b"if-range", b"origin", b"range",
    b"sim-sandbox", b"sim-token",
})  # fmt: skip
"""Headers with a single value: when one is sent twice, proxy and service could read different values."""

MOST_RANGES = 50
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def repeated(headers: Headers) -> str | None:
    """The first header that was sent twice and must not be, in its usual spelling."""
    names = [name for name, _ in headers if name in SINGLE]
    if len(names) == len(set(names)):
        return None
    twice = next(name for place, name in enumerate(names) if name in names[:place])
    return twice.decode().title()


def media_type(content_type: str | None) -> str:
    """`Application/JSON; charset=utf-8` → `application/json`; empty where nothing is said."""
    return (content_type or "").partition(";")[0].strip().lower()


def coding_of(headers: Headers) -> str | None:
    """How the body is compressed, if it is."""
    for name, value in headers:
        if name == b"content-encoding" and value.strip().lower() not in (b"", b"identity"):
            return value.decode("latin-1")
    return None


def wants_text(headers: Headers) -> bool:
    """Whether the client prefers a page to JSON, as a browser does."""
    accept = ",".join(value.decode("latin-1") for name, value in headers if name == b"accept").lower()
    return "text/html" in accept and "json" not in accept


@lru_cache(maxsize=256)
def language_of(accepted: bytes) -> Language:
    """Chinese or English by the weights of Accept-Language (RFC 9110 §12.5.4); Chinese where it names neither."""
    ranges = [_range(part) for part in accepted.decode("latin-1").lower().split(",", MOST_RANGES)[:MOST_RANGES]]
    best = max(LANGUAGES, key=lambda language: _weight(language, ranges))
    return best if _weight(best, ranges)[0] > 0 else "zh"


def _weight(language: Language, ranges: list[tuple[str, float]]) -> tuple[float, int]:
    """The weight and the position: of equal weights the first one counts."""
    for wanted in (language, "*"):
        found = [(weight, -place) for place, (named, weight) in enumerate(ranges) if named == wanted]
        if found:
            return max(found)
    return 0.0, -len(ranges)


def _range(part: str) -> tuple[str, float]:
    """`en-GB;q=0.9` → en, 0.9; a weight that is none counts for nothing."""
    tag, *parameters = (piece.strip() for piece in part.split(";"))
    named = tag.partition("-")[0]
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return named, min(max(float(value), 0.0), 1.0)
            except ValueError:
                return named, 0.0
    return named, 1.0
