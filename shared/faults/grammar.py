"""The one grammar of faults, from grammar.toml: what can be said, and what is left out filled in. Pure."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from shared.errors import FieldError
from shared.faults.fault import AT, At


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of what a fault does; see grammar.toml."""

    name: str
    kind: str
    default: Any = None
    least: int = 0
    most: int = 0
    words: tuple[str, ...] = ()

    def wrong(self, value: Any) -> FieldError | None:
        """What is wrong with a value, and what would be right."""
        if self.kind == "number" and (not isinstance(value, int) or not self.least <= value <= self.most):
            return self._fault(
                f"须为 {self.least} 至 {self.most} 的整数", f"a whole number from {self.least} to {self.most}"
            )
        if self.kind == "word" and value not in self.words:
            return self._fault(f"须为 {'、'.join(self.words)} 之一", f"one of {', '.join(self.words)}")
        if self.kind == "text" and (not isinstance(value, str) or len(value) > self.most):
            return self._fault(f"须为不超过 {self.most} 字的文字", f"a text of at most {self.most} characters")
        if self.kind == "names" and not _names(value, self.most):
            return self._fault(f"须为 1 至 {self.most} 个变量名", f"a list of 1 to {self.most} names of variables")
        return None

    def missing(self) -> FieldError:
        """It has no default."""
        return FieldError(f"/{self.name}", "missing", "该故障须给出此参数", "this fault needs it")

    def _fault(self, zh: str, en: str) -> FieldError:
        return FieldError(f"/{self.name}", "fault-parameter", zh, en)


@dataclass(frozen=True, slots=True)
class Doing:
    """What a fault does, in words, and its parameters by name."""

    name: str
    zh: str
    en: str
    parameters: Mapping[str, Parameter]


@dataclass(frozen=True, slots=True)
class Hop:
    """Where faults strike, in words, what they are matched by, and what they do, by name."""

    at: At
    zh: str
    en: str
    match: tuple[str, ...]
    do: Mapping[str, Doing]


@cache
def hops() -> dict[At, Hop]:
    """All of it."""
    raw = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {at: _hop(at, raw[at]) for at in AT}


def _hop(at: At, raw: Mapping[str, Any]) -> Hop:
    return Hop(
        at, raw["zh"], raw["en"], tuple(raw["match"]), {name: _doing(name, do) for name, do in raw["do"].items()}
    )


def _doing(name: str, raw: Mapping[str, Any]) -> Doing:
    parameters = {
        key: Parameter(key, **{**given, "words": tuple(given.get("words", ()))})
        for key, given in raw.items()
        if isinstance(given, dict)
    }
    return Doing(name, raw["zh"], raw["en"], parameters)


def completed(at: At, do: str, given: Mapping[str, Any]) -> tuple[dict[str, Any], list[FieldError]]:
    """The parameters with what was left out, and everything that is wrong with them or with what it should do."""
    doing = hops()[at].do.get(do)
    if doing is None:
        known = ", ".join(hops()[at].do)
        return {}, [FieldError("/do", "fault-unknown", f"{at} 处可选：{known}", f"at {at} it is one of: {known}")]
    how = {name: given.get(name, one.default) for name, one in doing.parameters.items()}
    return how, [*_strange(doing, given), *_wrong(doing, how)]


def _strange(doing: Doing, given: Mapping[str, Any]) -> Iterator[FieldError]:
    known = ", ".join(doing.parameters) or "—"
    for name in given:
        if name not in doing.parameters:
            zh, en = f"{doing.name} 没有此参数，可用：{known}", f"{doing.name} does not take it, but: {known}"
            yield FieldError(f"/{name}", "fault-parameter", zh, en)


def _wrong(doing: Doing, how: Mapping[str, Any]) -> Iterator[FieldError]:
    for name, one in doing.parameters.items():
        fault = one.missing() if how[name] is None else one.wrong(how[name])
        if fault is not None:
            yield fault


def _names(value: Any, most: int) -> bool:
    return isinstance(value, list) and 0 < len(value) <= most and all(isinstance(one, str) and one for one in value)
