"""Which errors are the same one: what they name differs from letter to letter."""

import re

_NAMED = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[0-9a-f]{12,}\b|[0-9*]*[0-9][0-9*.:,-]*", re.I
)
UNSAID = "—"


def kind_of(error: str | None) -> str:
    """The error without ids and numbers: `OSError: port … is taken`."""
    return _NAMED.sub("…", error) if error else UNSAID
