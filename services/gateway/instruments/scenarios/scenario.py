"""Scenarios as data: a file each in `data/`, read and checked once.

title = { zh = "…", en = "…" }            # so are guide, what_you_do, what_you_see
advice_only = true                         # nothing to prepare

[[prepare]]                                # requests that make everything ready, in order; each has to succeed
request = "POST /sim/applications"
body = { stage = "pushed" }
as = "application"                         # what it answers is known by this name from then on

[[next]]                                   # what the tester does then; [[look]]: where it is seen
say = { zh = "…", en = "…" }
request = "GET /review/projects/{application.review_project_id}"
token = "{application.tokens.review}"      # a bearer token
headers = { Idempotency-Key = "1" }
body = "{details.values}"                  # JSON, or a text as it is; `change` puts other values at JSON pointers of it
change = { "/project/industry" = "E99" }
at_once = true                             # sent together with the one before
see = { status = 404, code = "not-found", where = { "/status" = 404 } }
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from shared.phrase import Phrase, phrase

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is answered: the status, the problem's code, and what stands at JSON pointers of the body; at those of
    `unlike` stands something else than at those they name.
    """

    status: int = 200
    code: str | None = None
    where: Mapping[str, Any] = field(default_factory=dict)
    unlike: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Call:
    """A request with placeholders. `name` is what its answer is known by; `say` what it does, for people."""

    method: str
    path: str
    say: Phrase | None = None
    name: str | None = None
    token: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    change: Mapping[str, Any] = field(default_factory=dict)
    at_once: bool = False
    see: Seen = Seen()


@dataclass(frozen=True, slots=True)
class Scenario:
    """One thing that goes wrong in real life."""

    name: str
    title: Phrase
    guide: Phrase
    what_you_do: Phrase
    what_you_see: Phrase
    advice_only: bool
    prepare: tuple[Call, ...]
    next: tuple[Call, ...]
    look: tuple[Call, ...]


@cache
def scenarios() -> Mapping[str, Scenario]:
    """All there are by name, in their order; raises TypeError or KeyError when a file says something else."""
    return {file.stem: _read(file.stem, tomllib.loads(file.read_text("utf-8"))) for file in sorted(DATA.glob("*.toml"))}


def _read(name: str, said: dict[str, Any]) -> Scenario:
    return Scenario(
        name=name,
        title=phrase(said.pop("title")),
        guide=phrase(said.pop("guide")),
        what_you_do=phrase(said.pop("what_you_do")),
        what_you_see=phrase(said.pop("what_you_see")),
        advice_only=said.pop("advice_only", False),
        **{key: _calls(said.pop(key, ())) for key in ("prepare", "next", "look")},
        **said,  # whatever else stands there is a mistake
    )


def _calls(said: Sequence[Mapping[str, Any]]) -> tuple[Call, ...]:
    return tuple(_call(dict(one)) for one in said)


def _call(said: dict[str, Any]) -> Call:
    method, path = said.pop("request").split(" ", 1)
    say, see = said.pop("say", None), said.pop("see", {})
    return Call(method, path, say=phrase(say) if say else None, see=Seen(**see), name=said.pop("as", None), **said)
