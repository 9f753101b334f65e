"""The portal's policy, from `policy.toml`."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Policy:
    """Password lengths in characters; `allowed` wrong passwords within `window`, then none for `rest`."""

    shortest: int
    longest: int
    allowed: int
    window: timedelta
    rest: timedelta
    kinds: dict[str, str]


@cache
def policy() -> Policy:
    """The policy in force."""
    raw = tomllib.loads((Path(__file__).parent.parent / "policy.toml").read_text("utf-8"))
    attempts = raw["attempts"]
    return Policy(
        **raw["password"],
        allowed=attempts["allowed"],
        window=timedelta(minutes=attempts["window_minutes"]),
        rest=timedelta(minutes=attempts["rest_minutes"]),
        kinds={prefix: kind for kind, prefixes in raw["kinds"].items() for prefix in prefixes},
    )


def kind_of(credit_code: str) -> str:
    """enterprise (企业), institution (事业单位), government (机关) or other, by the code's first two characters."""
    return policy().kinds.get(credit_code[:2], "other")
