"""The scenes as data, and what can go wrong between them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

PHONE = "13800000066"
"""Of the owner's account, where codes arrive."""
_FILE = Path(__file__).parent / "scenes.toml"


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene, as scenes.toml explains."""

    act: str
    step: str
    awaits: tuple[str, ...]
    page: str
    phone: Literal["filing", "leader"]
    zh: str
    en: str
    look: Mapping[str, str]

    @property
    def id(self) -> str:
        """As addresses have it."""
        return self.act.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that goes wrong, and how it goes on, as scenes.toml explains."""

    act: str
    mend: str
    after: str
    page: str
    mended: str
    zh: str
    en: str
    do: Mapping[str, str]
    look: Mapping[str, str]
    recovery: Mapping[str, str]
    trace: str = ""

    @property
    def id(self) -> str:
        """As addresses have it."""
        return self.act.replace("_", "-")


@cache
def scenes() -> tuple[Scene, ...]:
    """In their order."""
    raw = tomllib.loads(_FILE.read_text("utf-8"))["scene"]
    return tuple(Scene(**{**one, "awaits": tuple(one["awaits"])}) for one in raw)


@cache
def failures() -> tuple[Failure, ...]:
    """What can go wrong."""
    return tuple(Failure(**one) for one in tomllib.loads(_FILE.read_text("utf-8"))["failure"])
