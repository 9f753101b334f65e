"""What is alike in what vendors' clients ask for: which journey a text belongs to, and how long things may be."""

import re

LONGEST_CONTENT = 500
"""Of a text with its sign, in characters."""
MOST_CONTEXT = 512
"""Of what a client wants told again, in bytes of UTF-8."""
SHORTEST_SIGN, LONGEST_SIGN = 2, 20

_JOURNEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def journey_in(context: str) -> str | None:
    """The journey that OutId or SessionContext names: an application's id. Clients' own ids look otherwise."""
    return context if _JOURNEY.fullmatch(context) else None


def is_sign(name: str) -> bool:
    """Whether a text can be signed so (签名)."""
    return SHORTEST_SIGN <= len(name) <= LONGEST_SIGN and name.isprintable() and not set(name) & set("【】[]{}")


def serial_of(identifier: str) -> str:
    """Eighteen digits, as vendors number what they send, made of an id of ours."""
    return f"{int(identifier.replace('-', ''), 16) % 10**18:018}"
