"""TC3-HMAC-SHA256: whether a request is signed with a secret, from its head and body alone."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

ALGORITHM = "TC3-HMAC-SHA256"
TOLERANCE_SECONDS = 300
_SERVICE = "sms"
_AUTHORIZATION = re.compile(
    rf"{ALGORITHM}\s+Credential=([A-Za-z0-9]+)/(\d{{4}}-\d\d-\d\d)/([a-z0-9]+)/tc3_request\s*,"
    r"\s*SignedHeaders=([a-z0-9;-]+)\s*,\s*Signature=([0-9a-f]{64})\s*",
    re.ASCII,
)
_MUST_BE_SIGNED = {"content-type", "host"}


@dataclass(frozen=True, slots=True)
class Signed:
    """What `Authorization` says: whose key, of which day and service, over which headers."""

    key_id: str
    date: str
    service: str
    headers: tuple[str, ...]
    signature: str


def read(authorization: str) -> Signed | None:
    """None for what is no signature of this kind."""
    found = _AUTHORIZATION.fullmatch(authorization)
    return found and Signed(found[1], found[2], found[3], tuple(found[4].split(";")), found[5])


def is_signed(signed: Signed, secret: str, timestamp: int, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether it is signed with this secret. An endpoint with a path stands in `host`; what is signed for it is `/`."""
    day = datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%d")
    if (signed.date, signed.service) != (day, _SERVICE) or not set(signed.headers) >= _MUST_BE_SIGNED:
        return False
    payload = hashlib.sha256(body).hexdigest()
    if headers.get("x-tc-content-sha256") == "UNSIGNED-PAYLOAD":
        payload = hashlib.sha256(b"UNSIGNED-PAYLOAD").hexdigest()
    lines = [(name, headers.get(name, "").strip()) for name in signed.headers]
    # the documents have values in small letters, the SDKs sign them as they send them
    spelt = {"".join(f"{name}:{value}\n" for name, value in each) for each in (lines, _small(lines))}
    return any(
        hmac.compare_digest(_signature(signed, secret, timestamp, each, payload), signed.signature) for each in spelt
    )


def _small(lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value.lower()) for name, value in lines]


def _signature(signed: Signed, secret: str, timestamp: int, canonical_headers: str, payload: str) -> str:
    canonical = "\n".join(("POST", "/", "", canonical_headers, ";".join(signed.headers), payload))
    scope = f"{signed.date}/{signed.service}/tc3_request"
    digest = hashlib.sha256(canonical.encode("latin-1", "replace")).hexdigest()
    key = f"TC3{secret}".encode()
    for part in (signed.date, signed.service, "tc3_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, f"{ALGORITHM}\n{timestamp}\n{scope}\n{digest}".encode(), "sha256").hex()
