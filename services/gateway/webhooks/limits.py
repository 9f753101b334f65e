"""How often, how long, how many: `limits.toml`."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """See `limits.toml` for each."""

    retry_seconds: tuple[int, ...]
    answer_seconds: float
    answer_bytes: int
    each_sandbox: int
    of_one: int
    of_a_sandbox: int
    of_all: int
    kept: int

    def pause_after(self, tries: int) -> timedelta | None:
        """How long until the next attempt when so many failed; None when that was the last."""
        if tries > len(self.retry_seconds):
            return None
        return timedelta(seconds=self.retry_seconds[tries - 1])


@cache
def limits() -> Limits:
    """As they are."""
    raw = tomllib.loads((Path(__file__).parent / "limits.toml").read_text("utf-8"))
    return Limits(**raw | {"retry_seconds": tuple(raw["retry_seconds"])})
