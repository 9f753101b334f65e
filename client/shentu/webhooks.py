"""For a program that webhooks tell: whether a request is from who knows the secret, and fresh (Standard Webhooks).

event = verify(request.headers, request.body, "whsec_…")
if event["id"] not in seen: ...
"""

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any

from shentu.problems import ShentuError

TOLERANCE_SECONDS = 300.0


class NotSigned(ShentuError):
    """The request was not signed with this secret, or not lately, or not this body: answer 401, believe nothing."""


def verify(
    headers: Mapping[str, str], body: bytes | str, secret: str, *, tolerance: float = TOLERANCE_SECONDS
) -> dict[str, Any]:
    """The event in `body`, as it came and not parsed before; names of headers in any case. Raises NotSigned.

    It may come again, under the same `webhook-id`: keep those that were worked off.
    """
    raw = body.encode() if isinstance(body, str) else body
    known = {name.lower(): value for name, value in headers.items()}
    message, stamp, said = (known.get(f"webhook-{part}", "") for part in ("id", "timestamp", "signature"))
    if not (message and stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        raise NotSigned("webhook-id and webhook-timestamp are missing, or no id and no time")
    wanted = sign(message, int(stamp), raw, secret)
    if not any(hmac.compare_digest(wanted.encode(), one.encode()) for one in said.split()):
        raise NotSigned("webhook-signature is of another secret, another body, or missing")
    if abs(time.time() - int(stamp)) > tolerance:
        raise NotSigned(f"webhook-timestamp is more than {tolerance:g} seconds from now")
    return dict(json.loads(raw))


def sign(message: str, seconds: int, body: bytes, secret: str) -> str:
    """What stands in `webhook-signature`; raises ValueError for a secret that is none."""
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error as error:
        raise ValueError("a secret is whsec_ and Base64") from error
    signed = f"{message}.{seconds}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
