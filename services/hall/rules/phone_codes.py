"""Verification codes (验证码): six digits, good for five minutes, once, for five wrong tries (guide §G5)."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

from services.hall.rules.limits import CODE_INTERVAL, CODE_LIFETIME, WRONG_TRIES


def digest_of(application_id: str, phone: str, code: str) -> str:
    """What is kept of a code: bound to its application and phone."""
    return hashlib.sha256(f"{application_id}/{phone}/{code}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class PhoneCode:
    """The latest code of an application, hashed. `issued_at` is ISO 8601."""

    digest: str
    issued_at: str
    wrong_tries: int = 0
    spent: bool = False

    @classmethod
    def kept(cls, values: dict[str, Any] | None) -> Self | None:
        """As it stands in the application's row."""
        return None if values is None else cls(**values)

    def to_keep(self) -> dict[str, Any]:
        """For the application's row."""
        return {
            "digest": self.digest,
            "issued_at": self.issued_at,
            "wrong_tries": self.wrong_tries,
            "spent": self.spent,
        }

    def wait(self, now: datetime) -> int:
        """Seconds until another code may be asked for; 0 when at once."""
        left = (datetime.fromisoformat(self.issued_at) + CODE_INTERVAL - now).total_seconds()
        return max(0, int(left) + (left > int(left)))

    def usable(self, now: datetime) -> bool:
        """Whether it can still confirm anything."""
        fresh = now < datetime.fromisoformat(self.issued_at) + CODE_LIFETIME
        return fresh and not self.spent and self.wrong_tries < WRONG_TRIES

    def tries_left(self) -> int:
        """How many wrong tries it still survives."""
        return WRONG_TRIES - self.wrong_tries

    def tried_wrongly(self) -> Self:
        """After one more wrong try."""
        return replace(self, wrong_tries=self.wrong_tries + 1)

    def used(self) -> Self:
        """After it has confirmed."""
        return replace(self, spent=True)
