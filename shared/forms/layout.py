"""Sections, fields and dictionaries as their TOML files give them.

    [unit]                       # a template: other sections take its fields over and change some
    template = true
    [unit.fields]
    name = { title = "单位名称", en = "Unit name", type = "text", required = "DFMZ", example = "示例建设有限公司" }

    [owner]
    title = "建设单位"
    en = "Owner"
    like = "unit"
    required = "DFMZ"

`en` is the English of `title`. A section is an object, or with `rows = true` a list of them. `required_when` and
`format_when` name sibling fields: `{ usage = ["700", "800"] }`, `{ floors_down = { above = 0 } }`,
`{ is_prefabricated = true }`.

    [filing_type]                # a dictionary
    title = "立项类型"
    en = "Project approval type"
    source = "sister"
    [filing_type.values]
    1 = { zh = "审批", en = "Approval" }
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from math import inf
from pathlib import Path
from typing import Any

from shared.phrase import Phrase, phrase

Condition = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One field (栏目). `type` is one of `shared.forms.types.TYPES`; `required` and `optional` are column letters.

    `means` says in `zh` and `en` what the pattern asks for; an `open` field knows the codes of its dictionary and takes
    others, too. `fact` names what fresh form and example take over when it is known; a `keyed` one also survives the
    reuse of another form. A `personal` one names somebody.
    """

    key: str
    title: str
    en: str
    type: str
    required: str = ""
    optional: str = ""
    required_when: Condition | None = None
    format: str | None = None
    format_when: Condition | None = None
    dictionary: str | None = None
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    places: int | None = None
    length: int | None = None
    pattern: str | None = None
    means: Mapping[str, str] | None = None
    open: bool = False
    const: str | None = None
    fact: str | None = None
    keyed: bool = False
    personal: bool = False
    example: Any = None
    examples: Mapping[str, Any] = field(default_factory=dict)

    def shown(self, column: str) -> bool:
        """Whether the field exists in this column."""
        return column in self.required or column in self.optional


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a form: an object, or with `rows` a list of them.

    An `own` one tells of whoever fills the form in, whatever the form is about.
    """

    key: str
    title: str
    en: str
    fields: tuple[Field, ...]
    required: str = ""
    optional: str = ""
    rows: bool = False
    max_rows: int = 200
    own: bool = False

    def shown(self, column: str) -> bool:
        """Whether the section exists in this column."""
        return column in self.required or column in self.optional


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A dictionary (代码项): its codes and what each is called; `source` says where they come from."""

    title: str
    en: str
    values: Mapping[str, Phrase]
    source: str | None = None


Dictionaries = Mapping[str, Dictionary]


def holds(condition: Condition, values: Mapping[str, Any]) -> bool:
    """Whether each sibling is there and as wanted; the same as the schema says."""
    return all(key in values and meets(wanted, values[key]) for key, wanted in condition.items())


def meets(wanted: Any, value: Any) -> bool:
    """One sibling: `true`, `"1"`, one of a list, `{above = 0}` or `{at_most = 24}`."""
    if isinstance(wanted, dict):
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number and wanted.get("above", -inf) < value <= wanted.get("at_most", inf)
    if isinstance(wanted, list):
        return value in wanted
    return bool(value == wanted and type(value) is type(wanted))


def load_toml(path: Path) -> dict[str, Any]:
    """One TOML file, in its order."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def load_sections(files: Iterable[Path]) -> tuple[Section, ...]:
    """The sections of these files in their order; templates are resolved and left out."""
    tables: dict[str, dict[str, Any]] = {}
    for file in files:
        tables |= load_toml(file)
    return tuple(_section(key, table, tables) for key, table in tables.items() if not table.get("template"))


def _section(key: str, table: dict[str, Any], tables: dict[str, dict[str, Any]]) -> Section:
    own = dict(table)
    base = tables[own.pop("like")]["fields"] if "like" in own else {}
    changes = own.pop("fields", {})
    merged = {name: base.get(name, {}) | changes.get(name, {}) for name in {**base, **changes}}
    known = {item.name for item in fields(Section)}
    if unknown := set(own) - known:
        raise ValueError(f"section {key}: unknown keys {sorted(unknown)}")
    return Section(key=key, fields=tuple(Field(key=name, **given) for name, given in merged.items()), **own)


def load_dictionaries(path: Path) -> dict[str, Dictionary]:
    """The dictionaries of a TOML file by their names; raises TypeError for a key it does not know, or one missing."""
    return {name: _dictionary(table) for name, table in load_toml(path).items()}


def _dictionary(table: Mapping[str, Any]) -> Dictionary:
    return Dictionary(**{**table, "values": {code: phrase(label) for code, label in table["values"].items()}})
