"""One-time codes (验证码) on somebody's phone: hashed, good for a while, once, for a few wrong tries, one a minute.

Pure: what is kept goes into a row of the service that asked for the code, and the time is passed in.
"""

import hashlib
import hmac
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from random import Random
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class CodeLimits:
    """How many `digits`, how long a code is valid, how soon another one may be sent, how many wrong tries end it."""

    digits: int
    lifetime: timedelta
    interval: timedelta
    wrong_tries: int

    @classmethod
    def of(cls, data: dict[str, int]) -> Self:
        """From a data file, with times in seconds."""
        times = {name: timedelta(seconds=data[name]) for name in ("lifetime", "interval")}
        return cls(digits=data["digits"], wrong_tries=data["wrong_tries"], **times)

    @property
    def minutes(self) -> int:
        """How long a code is valid, in minutes, for the text message."""
        return int(self.lifetime.total_seconds() // 60)

    def make(self, randomness: Random) -> str:
        """A new code."""
        return f"{randomness.randrange(10**self.digits):0{self.digits}d}"


def digest_of(*parts: str) -> str:
    """The hash that is kept of a code: of what it is for (an application and a phone, an account) and the code."""
    return hashlib.sha256("/".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class OneTimeCode:
    """The latest code for one purpose, hashed; an empty digest matches nothing. `issued_at` is ISO 8601."""

    digest: str
    issued_at: str
    wrong_tries: int = 0
    spent: bool = False

    @classmethod
    def kept(cls, values: dict[str, Any] | None) -> Self | None:
        """Read from a row."""
        return None if values is None else cls(**values)

    def to_keep(self) -> dict[str, Any]:
        """To be kept in a row."""
        return asdict(self)

    def wait(self, limits: CodeLimits, now: datetime) -> int:
        """Seconds until another code may be asked for; 0 when at once."""
        left = datetime.fromisoformat(self.issued_at) + limits.interval - now
        return max(0, ceil(left.total_seconds()))

    def usable(self, limits: CodeLimits, now: datetime) -> bool:
        """Whether it is still valid."""
        fresh = now < datetime.fromisoformat(self.issued_at) + limits.lifetime
        return fresh and not self.spent and self.wrong_tries < limits.wrong_tries

    def is_(self, digest: str) -> bool:
        """Whether this is the digest of the right code."""
        return hmac.compare_digest(self.digest, digest)

    def tries_left(self, limits: CodeLimits) -> int:
        """How many more wrong tries are allowed."""
        return limits.wrong_tries - self.wrong_tries

    def tried_wrongly(self) -> Self:
        """After one more wrong try."""
        return replace(self, wrong_tries=self.wrong_tries + 1)

    def used(self) -> Self:
        """After it was used: the hash is deleted."""
        return replace(self, digest="", spent=True)
