"""Access keys of SMS vendors. A vendor's SDK can name no sandbox: the id of its key does.

`AKID` and random characters as the vendor's own ids have them, then the name of the sandbox in base 32.
"""

import base64
import binascii
import secrets
import string
from typing import Literal, get_args

from shared.values.text import is_sandbox_name

Vendor = Literal["alibaba", "tencent"]
VENDORS: tuple[Vendor, ...] = get_args(Vendor)

LONGEST_ID = 160
_BEGINS: dict[Vendor, str] = {"alibaba": "LTAI", "tencent": "AKID"}
_CHANCE = 16
_SECRET = 32
_LETTERS = string.ascii_letters + string.digits


def new_key(vendor: Vendor, sandbox: str) -> tuple[str, str]:
    """A key for this sandbox: its id, and its secret."""
    named = base64.b32encode(sandbox.encode()).decode().rstrip("=")
    return _BEGINS[vendor] + _random(_CHANCE) + named, _random(_SECRET)


def sandbox_of(key_id: str) -> str | None:
    """The sandbox that a key is of; None for what is no key of ours."""
    named = key_id[len("AKID") + _CHANCE :]
    if not named or len(key_id) > LONGEST_ID:
        return None
    try:
        name = base64.b32decode(named + "=" * (-len(named) % 8)).decode()
    except (binascii.Error, ValueError):
        return None
    return name if is_sandbox_name(name) else None


def _random(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))
