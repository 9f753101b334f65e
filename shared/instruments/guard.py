"""Who may come in by the inner door: whoever knows the secret, which is never sent itself."""

import hashlib
import hmac
from functools import cache

from fastapi import Request

from shared.errors import NotFound
from shared.http.host import host_of

HEADER = "Shentu-Internal"


@cache
def key_of(secret: str) -> str:
    """What a service shows at another's inner door, derived from SHENTU_SECRET."""
    return hmac.new(secret.encode(), b"internal door", hashlib.sha256).hexdigest()


async def internal_only(request: Request) -> None:
    """A dependency: to anybody else the inner door does not exist."""
    expected = key_of(host_of(request).settings.signing_secret())
    if not hmac.compare_digest(request.headers.get(HEADER, "").encode("latin-1"), expected.encode()):
        raise NotFound
