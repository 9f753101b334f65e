"""Bearer tokens: signed, bound to a sandbox and an audience, expiring by the sandbox's clock."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import jwt

from shared.clock import to_micros
from shared.errors import Unauthenticated

_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token says: whose it is (`subject`), for whom (`audience`), in which life of which sandbox, until when
    (µs), and more (`data`).
    """

    audience: str
    subject: str
    sandbox: str
    life: int
    expires_at: int
    data: dict[str, Any] = field(default_factory=dict)


class Tokens:
    """Issues and reads tokens with one secret; what was verified once is remembered."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self._seen: OrderedDict[str, Claims] = OrderedDict()

    def issue(
        self, audience: str, subject: str, sandbox: str, life: int, now: datetime, ttl: timedelta, data: dict[str, Any]
    ) -> str:
        """A token good for `ttl` from `now`, both by the sandbox's clock, in this life of it."""
        claims = {
            "aud": audience, "sub": subject, "sandbox": sandbox, "life": life, "iat": int(now.timestamp()),
            "until": to_micros(now + ttl), "data": data,
        }  # fmt: skip
        return jwt.encode(claims, self._secret, algorithm="HS256")

    def read(self, audience: str, token: str) -> Claims:
        """The claims of a token; raises Unauthenticated. Expiry is judged later, by the sandbox's clock."""
        claims = self._known(token)
        if claims.audience != audience:
            raise Unauthenticated
        return claims

    def recognised(self, token: str) -> Claims | None:
        """The claims of a token for any audience; None when it is no valid token."""
        try:
            return self._known(token)
        except Unauthenticated:
            return None

    def _known(self, token: str) -> Claims:
        known = self._seen.get(token)
        if known is None:
            known = self._verified(token)
            self._seen[token] = known
            if len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)
        return known

    def _verified(self, token: str) -> Claims:
        options = {"verify_exp": False, "verify_iat": False, "verify_aud": False}
        try:
            raw = jwt.decode(token, self._secret, algorithms=["HS256"], options=options)  # type: ignore[arg-type]
            return Claims(raw["aud"], raw["sub"], raw["sandbox"], raw["life"], raw["until"], raw["data"])
        except (jwt.PyJWTError, KeyError, ValueError) as error:
            raise Unauthenticated from error
