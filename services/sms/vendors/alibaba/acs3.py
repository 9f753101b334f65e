"""ACS3-HMAC-SHA256, the new SDKs' signature: whether a secret signed a request, from its head and body alone."""

import hashlib
import hmac
import re
from collections.abc import Mapping

from services.sms.vendors.alibaba.signing import Claim, Pairs, written

ALGORITHM = "ACS3-HMAC-SHA256"
_AUTHORIZATION = re.compile(
    rf"{ALGORITHM}\s+Credential=([A-Za-z0-9]+)\s*,\s*SignedHeaders=([a-z0-9;-]+)\s*,\s*Signature=([0-9a-f]{{64}})\s*",
    re.ASCII,
)


def read(headers: Mapping[str, str]) -> Claim | None:
    """None for what is no signature of this kind."""
    found = _AUTHORIZATION.fullmatch(headers.get("authorization", ""))
    if found is None:
        return None
    time, nonce = headers.get("x-acs-date", ""), headers.get("x-acs-signature-nonce", "")
    return Claim(found[1], time, nonce, found[3], tuple(found[2].split(";")))


def to_sign(claim: Claim, method: str, headers: Mapping[str, str], query: Pairs, body: bytes) -> str:
    """What has to be signed. An endpoint with a path stands in `host`; what is signed for it is `/`."""
    lines = "".join(f"{name}:{headers.get(name, '').strip()}\n" for name in sorted(claim.headers))
    signed = ";".join(sorted(claim.headers))
    payload = hashlib.sha256(body).hexdigest()
    canonical = "\n".join((method, "/", written(query), lines, signed, payload))
    return f"{ALGORITHM}\n{hashlib.sha256(canonical.encode('latin-1', 'replace')).hexdigest()}"


def is_signed(claim: Claim, secret: str, text: str, headers: Mapping[str, str]) -> bool:
    """Whether the signature is of this text; host and everything of theirs in the head has to be signed, too."""
    must = {"host", *(name for name in headers if name.startswith("x-acs-"))}
    expected = hmac.digest(secret.encode(), text.encode(), "sha256").hex()
    return must <= set(claim.headers) and hmac.compare_digest(expected, claim.signature)
