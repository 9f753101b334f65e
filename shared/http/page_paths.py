"""Which addresses are pages, told by the address alone: doors have to know before anything has answered.

`/hall`, `/review` and `/portal` are first pages, everything below their `/web/` is one; `/console` and `/phones` are
pages as a whole. Everything else answers JSON.
"""

from collections.abc import Iterable
from urllib.parse import parse_qs

from starlette.types import Scope

from shared.context import Language
from shared.http.heads import LANGUAGES

LANGUAGE_COOKIE = "shentu_lang"
FIRST = "first"
_ROOMS = frozenset({"hall", "review", "portal"})
_WHOLE = frozenset({"console", "phones"})


def page_of(path: str) -> str:
    """Whose page stands at this path: `hall`, `review`, `portal`, `console`, `phones`, `first`; empty for no page."""
    first, _, rest = path[1:].partition("/")
    if first in _ROOMS and rest and not (rest == "web" or (rest.startswith("web/") and not is_static(path))):
        return ""
    return first if first in _ROOMS or first in _WHOLE else FIRST if path == "/" else ""


def is_static(path: str) -> bool:
    """Whether it is a file that every page loads: `/static/…`, `/hall/web/static/…`."""
    return path.startswith("/static/") or path.split("/", 4)[2:4] == ["web", "static"]


def page_language(scope: Scope) -> Language:
    """What a page is written in: as `?lang=` says, else the cookie, else Chinese."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[-1]
    kept = cookies_of(scope["headers"]).get(LANGUAGE_COOKIE)
    return next((language for said in (asked, kept) for language in LANGUAGES if said == language), "zh")


def cookies_of(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """The cookies of a request, as they were sent: our own need no quotes."""
    found: dict[str, str] = {}
    for name, value in headers:
        if name == b"cookie":
            for part in value.decode("latin-1").split(";"):
                key, _, text = part.strip().partition("=")
                found.setdefault(key, text)
    return found
