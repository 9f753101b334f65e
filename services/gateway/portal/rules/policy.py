"""The portal's policy, from `policy.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shared.login.guesses import GuessLimits
from shared.phrase import Phrase, phrase


@dataclass(frozen=True, slots=True)
class Policy:
    """Password lengths in characters, and how many wrong ones a login takes.

    `kinds` by the first two characters of a credit code; `id_types` are titles by code.
    """

    shortest: int
    longest: int
    guesses: GuessLimits
    kinds: dict[str, str]
    id_types: dict[str, Phrase]


@cache
def policy() -> Policy:
    """The policy in force."""
    raw = tomllib.loads((Path(__file__).parent.parent / "policy.toml").read_text("utf-8"))
    return Policy(
        **raw["password"],
        guesses=GuessLimits.of(raw["attempts"]),
        kinds={prefix: kind for kind, prefixes in raw["kinds"].items() for prefix in prefixes},
        id_types={code: phrase(title) for code, title in raw["id_types"].items()},
    )


def kind_of(credit_code: str) -> str:
    """enterprise (企业), institution (事业单位), government (机关) or other, by the code's first two characters."""
    return policy().kinds.get(credit_code[:2], "other")
