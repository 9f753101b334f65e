"""What should come next in a journey, and who must act: told from the states reached, as `expected.toml` says."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from pydantic import BaseModel

_FILE = Path(__file__).parent.parent / "expected.toml"


class Acting(Protocol):
    """Who asked, as a step has it."""

    @property
    def role(self) -> str: ...


class Seen(Protocol):
    """As much of a step as is needed."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def service(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def caused_by(self) -> str | None: ...
    @property
    def subject(self) -> str | None: ...
    @property
    def detail(self) -> Mapping[str, Any]: ...
    @property
    def actor(self) -> Acting | None: ...
    @property
    def next_attempt_at(self) -> datetime | None: ...


class Expected(BaseModel):
    """Something that should come next. `who` must act: owner, design, survey or agency; hall, review and sms act by
    themselves; tester, where nothing goes on without one.

    Of a delivery that failed, `step` is its id, and `at` when it is tried again by the sandbox's clock.
    """

    name: str
    who: str
    zh: str
    en: str
    step: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the file: all of `when` must be true, none of `unless`."""

    name: str
    who: str
    zh: str
    en: str
    when: tuple[str, ...]
    unless: tuple[str, ...]

    def holds(self, words: frozenset[str]) -> bool:
        return all(_either(word, words) for word in self.when) and not any(_either(word, words) for word in self.unless)


@cache
def rules() -> tuple[Rule, ...]:
    """Every entry, in the order in which they are told."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        Rule(name, one["who"], one["zh"], one["en"], tuple(one["when"]), tuple(one["unless"]))
        for name, one in raw.items()
    )


def expected_of(steps: Sequence[Seen]) -> list[Expected]:
    """What should come next; what holds the journey up stands first. Empty when there is nothing more to come."""
    words = words_of(steps)
    return [*_held_up(steps), *(_expected(rule) for rule in rules() if rule.holds(words))]


def words_of(steps: Sequence[Seen]) -> frozenset[str]:
    """What is true now: the last state of each thing, and the texts that were sent."""
    roles = {step.id: step.actor.role for step in steps if step.actor is not None}
    last = {(step.service, step.name, step.subject): step for step in steps if step.kind == "state"}
    return frozenset(
        [
            *(word for step in last.values() for word in _words(step, roles.get(step.caused_by or ""))),
            *(word for step in steps if step.kind == "message" for word in _text(step)),
        ]
    )


def _words(step: Seen, by: str | None) -> Iterator[str]:
    yield from (step.name, f"{step.name}.{step.status}")
    for part in {step.subject, step.detail.get("role"), by} - {None}:
        yield from (f"{step.name}/{part}", f"{step.name}/{part}.{step.status}")


def _text(step: Seen) -> tuple[str, str]:
    template = str(step.detail.get("template") or step.name.split(" ")[0])
    return template, f"{template}.{step.status}"


def _held_up(steps: Sequence[Seen]) -> Iterator[Expected]:
    for step in steps:
        if step.kind != "delivery":
            continue
        if step.status == "dead":
            zh = f"{step.service} 处理 {step.name} 多次失败，已搁置：排除原因后重试该投递"
            en = f"{step.service} failed to handle {step.name} and gave up: retry the delivery once its cause is gone"
            yield Expected(name="retry-delivery", who="tester", zh=zh, en=en, step=step.id)
        elif step.status == "retrying":
            zh, en = f"{step.service} 将再次处理 {step.name}", f"{step.service} tries again to handle {step.name}"
            yield Expected(name="next-attempt", who=step.service, zh=zh, en=en, step=step.id, at=step.next_attempt_at)


def _expected(rule: Rule) -> Expected:
    return Expected(name=rule.name, who=rule.who, zh=rule.zh, en=rule.en)


def _either(word: str, words: frozenset[str]) -> bool:
    return any(one in words for one in word.split("|"))
