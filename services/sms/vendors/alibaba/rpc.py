"""Signature version 1.0, the old SDKs': everything is in the query, or in a form."""

import base64
import hmac
from collections.abc import Mapping

from services.sms.vendors.alibaba.signing import Claim, Pairs, encoded, written

_METHODS = {"HMAC-SHA1": "sha1", "HMAC-SHA256": "sha256"}
MUST = ("Action", "Version", "AccessKeyId", "Signature", "SignatureMethod", "SignatureNonce", "SignatureVersion",
        "Timestamp")  # fmt: skip


def read(given: Mapping[str, str]) -> Claim | None:
    """None for what is no signature of this kind."""
    if given["SignatureVersion"] != "1.0" or given["SignatureMethod"] not in _METHODS:
        return None
    return Claim(given["AccessKeyId"], given["Timestamp"], given["SignatureNonce"], given["Signature"])


def to_sign(method: str, given: Pairs) -> str:
    """What has to be signed."""
    rest = written((name, value) for name, value in given if name != "Signature")
    return f"{method}&{encoded('/')}&{encoded(rest)}"


def is_signed(claim: Claim, secret: str, text: str, signature_method: str) -> bool:
    """Whether the signature is of this text."""
    made = hmac.digest(f"{secret}&".encode(), text.encode(), _METHODS[signature_method])
    return hmac.compare_digest(base64.b64encode(made), claim.signature.encode("utf-8", "replace"))
