"""Rules between fields, as data (consistency.toml): a kind, the fields it looks at, and what to say when it is broken.

    [[rule]]
    code = "fire-class-too-low"
    kind = "one-of"
    left = "/buildings/*/fire_class"
    values = ["high-rise-1", "high-rise-2"]
    when = { "/buildings/*/usage" = ["100", "400"], "/buildings/*/height" = { above = 27 } }
    zh = "单体工程第{row}行：住宅高度大于27米，建筑消防分类应为高层"
    en = "buildings/{row}: a residential building above 27 m is a high-rise"

In a path `*` stands for each row in turn, `+` for the sum of all rows. A rule whose fields are not all there says
nothing: the form is told what is missing anyway. `when` and `columns` say when a rule is asked at all; a broken one is
a warning, unless `stops = true`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import islice
from math import inf
from pathlib import Path
from typing import Any

from shared.errors import MOST_NAMED, FieldError
from shared.forms.layout import Dictionaries, load_toml, meets

_EACH = ("*", "+")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; which of its fields count depends on `kind` (see KINDS)."""

    code: str
    kind: str
    left: str
    zh: str
    en: str
    right: str = ""
    parts: tuple[str, ...] = ()
    values: tuple[Any, ...] = ()
    fact: str = ""
    low: float = -inf
    high: float = inf
    percent: float = 0
    when: Mapping[str, Any] = field(default_factory=dict)
    columns: str = ""
    stops: bool = False


@dataclass(slots=True)
class Look:
    """A document as one rule sees it: `row` stands for `*`, `facts` are the caller's, `seen` is of rows before."""

    values: Mapping[str, Any]
    facts: Mapping[str, Any] = field(default_factory=dict)
    row: Any = None
    seen: set[Any] = field(default_factory=set)

    def at(self, path: str) -> Any:
        """The value at a path, or None."""
        key = _key_of_row(path)
        if key is not None:
            return self.row.get(key) if isinstance(self.row, dict) else None
        return self.sum(path) if "/+/" in path else next(iter(find(self.values, path)), None)

    def number(self, path: str) -> Decimal | None:
        """The number at a path, exactly as it was written, or None."""
        return _exact(self.at(path))

    def sum(self, path: str) -> Decimal | None:
        """The numbers of all rows added up; None when there are none."""
        found = (_exact(value) for value in find(self.values, path))
        numbers = [number for number in found if number is not None]
        return sum(numbers, Decimal(0)) if numbers else None


@cache
def _key_of_row(path: str) -> str | None:
    return path.partition("/*/")[2] or None


@cache
def _keys(path: str) -> tuple[str, ...]:
    return tuple(key for key in path.split("/") if key)


def _exact(value: Any) -> Decimal | None:
    if isinstance(value, Decimal):
        return value
    return Decimal(repr(value)) if isinstance(value, int | float) and not isinstance(value, bool) else None


def find(values: Any, path: str) -> list[Any]:
    """Everything in a JSON document at a path of keys, row numbers, and `*` or `+`."""
    found = [values]
    for key in _keys(path):
        found = [inner for outer in found for inner in _inside(outer, key)]
    return found


def _inside(outer: Any, key: str) -> Sequence[Any]:
    if isinstance(outer, dict):
        return (outer[key],) if key in outer else ()
    if not isinstance(outer, list):
        return ()
    return outer if key in _EACH else [row for number, row in enumerate(outer) if str(number) == key]


def any_holds(condition: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Whether at one of these paths some value is as wanted: `{"/buildings/*/is_prefabricated" = true}`."""
    return any(meets(wanted, value) for path, wanted in condition.items() for value in find(values, path))


def _before(rule: Rule, look: Look) -> bool:
    left, right = look.at(rule.left), look.at(rule.right)
    return left is None or right is None or left < right


def _at_most(rule: Rule, look: Look) -> bool:
    left, right = look.number(rule.left), _added(rule.parts or (rule.right,), look)
    return left is None or right is None or left <= right


def _sum(rule: Rule, look: Look) -> bool:
    total, added = look.number(rule.left), _added(rule.parts, look)
    return total is None or added is None or abs(added - total) <= abs(total) * Decimal(repr(rule.percent)) / 100


def _added(parts: Sequence[str], look: Look) -> Decimal | None:
    numbers = [look.number(part) for part in parts]
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) if len(known) == len(numbers) else None


def _unique(rule: Rule, look: Look) -> bool:
    value = look.at(rule.left)
    repeated = value is not None and value in look.seen
    look.seen.add(value)
    return not repeated


def _one_of(rule: Rule, look: Look) -> bool:
    value = look.at(rule.left)
    return value is None or any(value == wanted and type(value) is type(wanted) for wanted in rule.values)


def _not_past(rule: Rule, look: Look) -> bool:
    value = look.at(rule.left)
    return value is None or value >= look.facts["today"]


def _same_as(rule: Rule, look: Look) -> bool:
    value, fact = look.at(rule.left), look.facts.get(rule.fact)
    return value is None or fact is None or value == fact


def _different(rule: Rule, look: Look) -> bool:
    left = look.at(rule.left)
    return left is None or left != look.at(rule.right)


def _within(rule: Rule, look: Look) -> bool:
    value = look.at(rule.left)
    return value is None or rule.low <= value <= rule.high


KINDS: dict[str, Callable[[Rule, Look], bool]] = {
    "before": _before,  # left < right: dates or numbers
    "at-most": _at_most,  # left ≤ right, or the sum of parts
    "within": _within,  # low ≤ left ≤ high, either may be left out
    "sum": _sum,  # parts add up to left, give or take percent
    "one-of": _one_of,  # left is one of values, or of the codes of a dictionary
    "unique": _unique,  # no two rows have the same left
    "different": _different,  # left and right differ
    "not-past": _not_past,  # left is today (fact) or later
    "same-as": _same_as,  # left is what the caller knows as fact
}


def load_rules(path: Path, dictionaries: Dictionaries) -> tuple[Rule, ...]:
    """The rules of a TOML file."""
    return tuple(_rule(table, dictionaries) for table in load_toml(path)["rule"])


def _rule(table: dict[str, Any], dictionaries: Dictionaries) -> Rule:
    if "dictionary" in table:
        table["values"] = list(dictionaries[table.pop("dictionary")].values)
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Rule(**given)


def run_rules(
    rules: Sequence[Rule], values: Mapping[str, Any], facts: Mapping[str, Any], column: str
) -> tuple[list[FieldError], list[FieldError]]:
    """What is broken of a document that has no ill-typed field: what stops the form, and what is only worth a warning.

    Each rule looks at each row once; of either the first hundred are told.
    """
    stopping: list[FieldError] = []
    warnings: list[FieldError] = []
    for rule in rules:
        if not rule.columns or column in rule.columns:
            found = stopping if rule.stops else warnings
            found.extend(islice(_run(rule, values, facts), MOST_NAMED - len(found)))
    return stopping, warnings


def _run(rule: Rule, values: Mapping[str, Any], facts: Mapping[str, Any]) -> Iterator[FieldError]:
    section, each, _ = rule.left.partition("/*/")
    look = Look(values, facts)
    for number, row in enumerate(find(values, f"{section}/*") if each else (None,)):
        look.row = row
        if _asked(rule, look) and not KINDS[rule.kind](rule, look):
            yield _broken(rule, number)


def _asked(rule: Rule, look: Look) -> bool:
    return all(meets(wanted, look.at(path)) for path, wanted in rule.when.items())


def _broken(rule: Rule, number: int) -> FieldError:
    pointer = rule.left.replace("/*/", f"/{number}/").partition("/+/")[0]
    zh, en = rule.zh.replace("{row}", str(number + 1)), rule.en.replace("{row}", str(number))
    return FieldError(pointer, rule.code, zh, en)
