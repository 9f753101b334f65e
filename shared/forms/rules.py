"""Rules between fields, as data: each is a kind, the fields it looks at, and what to say when it is broken.

    [[rule]]
    code = "planned-dates-reversed"
    kind = "before"
    left = "/project/planned_start"
    right = "/project/planned_end"
    zh = "拟开工时间应早于拟建成时间"
    en = "planned_start must be before planned_end"

A `*` in a path stands for each row in turn. A rule whose fields are not all there says nothing: the form is told
what is missing anyway. `columns` limits a rule, `warning = true` makes it one that stops nobody.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from shared.errors import FieldError
from shared.forms.example import meets
from shared.forms.layout import load_toml


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
    rows: str = ""
    any: tuple[Mapping[str, Any], ...] = ()
    fact: str = ""
    low: float = 0
    high: float = 0
    percent: float = 0
    columns: str = ""
    warning: bool = False


@dataclass(slots=True)
class Look:
    """A document seen by one rule: paths are resolved with `row` for `*`, facts are what the caller knows."""

    values: Mapping[str, Any]
    facts: Mapping[str, Any] = field(default_factory=dict)
    row: int = 0

    def at(self, path: str) -> Any:
        """The value at a path, or None."""
        found = list(find(self.values, path.replace("*", str(self.row))))
        return found[0] if found else None

    def number(self, path: str) -> Decimal | None:
        """The number at a path, exactly as it was written, or None."""
        value = self.at(path)
        return Decimal(repr(value)) if isinstance(value, int | float) and not isinstance(value, bool) else None


def find(values: Any, path: str) -> Iterator[Any]:
    """Everything at a path of keys, row numbers and `*`."""
    head, _, rest = path.lstrip("/").partition("/")
    if not head:
        yield values
    elif isinstance(values, list):
        for number, row in enumerate(values):
            if head in ("*", str(number)):
                yield from find(row, rest)
    elif isinstance(values, Mapping) and head in values:
        yield from find(values[head], rest)


def any_holds(condition: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Whether at one of these paths some value is as wanted: `{"/buildings/*/is_prefabricated" = true}`."""
    return any(meets(wanted, value) for path, wanted in condition.items() for value in find(values, path))


def _before(rule: Rule, look: Look) -> bool:
    left, right = look.at(rule.left), look.at(rule.right)
    return left is None or right is None or left < right


def _at_most(rule: Rule, look: Look) -> bool:
    left, right = look.number(rule.left), look.number(rule.right) if rule.right else Decimal(repr(rule.high))
    return left is None or right is None or left <= right


def _sum(rule: Rule, look: Look) -> bool:
    total, parts = look.number(rule.left), [look.number(part) for part in rule.parts]
    known = [part for part in parts if part is not None]
    return total is None or len(known) < len(parts) or sum(known) == total


def _rows_sum(rule: Rule, look: Look) -> bool:
    total = look.number(rule.left)
    numbers = [Decimal(repr(value)) for value in find(look.values, rule.rows)]
    if total is None or not numbers:
        return True
    return abs(sum(numbers) - total) <= abs(total) * Decimal(repr(rule.percent)) / 100


def _unique(rule: Rule, look: Look) -> bool:
    value, all_of_them = look.at(rule.left), list(find(look.values, rule.left))
    return value is None or value not in all_of_them[: look.row]


def _any(rule: Rule, look: Look) -> bool:
    asked = [(look.at(path), wanted) for either in rule.any for path, wanted in either.items()]
    return all(value is None for value, _ in asked) or any(meets(wanted, value) for value, wanted in asked)


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
    value = look.number(rule.left)
    return value is None or Decimal(repr(rule.low)) <= value <= Decimal(repr(rule.high))


KINDS: dict[str, Callable[[Rule, Look], bool]] = {
    "before": _before,  # left < right: dates or numbers
    "at-most": _at_most,  # left ≤ right, or ≤ high
    "sum": _sum,  # parts add up to left
    "rows-sum": _rows_sum,  # rows add up to left, give or take percent
    "unique": _unique,  # no two rows have the same left
    "any": _any,  # at least one of the conditions in any
    "not-past": _not_past,  # left is today (fact) or later
    "same-as": _same_as,  # left is what the caller knows as fact
    "different": _different,  # left and right differ
    "within": _within,  # low ≤ left ≤ high
}


def load_rules(path: Path) -> tuple[Rule, ...]:
    """The rules of a TOML file."""
    return tuple(_rule(table) for table in load_toml(path)["rule"])


def _rule(table: Mapping[str, Any]) -> Rule:
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Rule(**given)


def run_rules(
    rules: Sequence[Rule], values: Mapping[str, Any], facts: Mapping[str, Any], column: str
) -> tuple[list[FieldError], list[FieldError]]:
    """What is broken: what stops the form, and what is only worth a warning."""
    broken: tuple[list[FieldError], list[FieldError]] = ([], [])
    for rule in rules:
        if not rule.columns or column in rule.columns:
            broken[rule.warning].extend(_run(rule, values, facts))
    return broken


def _run(rule: Rule, values: Mapping[str, Any], facts: Mapping[str, Any]) -> Iterator[FieldError]:
    rows = len(list(find(values, rule.left.split("/*", 1)[0] + "/*"))) if "*" in rule.left else 1
    for row in range(rows):
        if not KINDS[rule.kind](rule, Look(values, facts, row)):
            yield FieldError(rule.left.replace("*", str(row)), rule.code, rule.zh, rule.en)
