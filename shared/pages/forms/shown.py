"""What a page shows of a form: sections, rows and fields, each complete for the one macro that draws its kind."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from shared.context import Language
from shared.pages.forms.schema import Schema, plain, required_of

Kind = Literal["text", "area", "number", "flag", "choice", "choices", "date", "tel", "fixed"]
Errors = Mapping[str, Sequence[str]]

_LONG = 240  # characters from which on a text gets a box of several lines
_TEL = ("mobile", "phone")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: what is kept of it, what people read, and whether it is chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ShownField:
    """One field. `name` is what it is posted as, `id` where links lead; `value` is the text in its box.

    `missing`: a complete form needs it, and it is empty.
    """

    pointer: str
    name: str
    id: str
    kind: Kind
    title: str
    value: str
    required: bool
    missing: bool
    errors: tuple[str, ...]
    options: tuple[Option, ...] = ()
    unit: str = ""
    hint: str = ""
    longest: int = 0
    mode: str = "text"
    suggested: bool = False
    """The options are suggestions: something else may be typed."""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of a section of rows, counted from 1; `name` is what its buttons say."""

    name: str
    number: int
    fields: tuple[ShownField, ...]
    missing: int
    wrong: int


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section with its fields, or with `rows`; `more` says that there may be another row.

    `required` counts the fields that a complete form needs, `missing` those of them that are empty; of a section that
    may be left out, and is, a complete form needs none.
    """

    key: str
    pointer: str
    id: str
    title: str
    fields: tuple[ShownField, ...]
    rows: tuple[ShownRow, ...] | None
    more: bool
    required: int
    missing: int
    wrong: int
    errors: tuple[str, ...]


def shown(
    schema: Schema,
    values: Any,
    errors: Errors,
    missing: AbstractSet[str] | Sequence[str],
    language: Language,
    at: str = "",
) -> tuple[ShownSection, ...]:
    """The sections of an object's schema; with `at`, the pointer of one section, that one alone.

    `values` is the whole document, `errors` and `missing` go by pointers into it. Fields that stand in no section of
    their own are gathered in one without a title.
    """
    look = _Look(schema, errors, frozenset(missing), language)
    document = plain(schema, schema)
    known: Mapping[str, Any] = values if isinstance(values, Mapping) else {}
    parts = {key: plain(one, schema) for key, one in document["properties"].items()}
    loose = {key: one for key, one in parts.items() if not _is_section(one, schema)}
    needed = required_of(document, known)
    found = [
        look.section(key, one, known.get(key), needed=key in needed or bool(known.get(key)))
        for key, one in parts.items()
        if key not in loose
    ]
    if loose:
        found.insert(0, look.fields_alone({**document, "properties": loose}, known))
    return tuple(section for section in found if not at or section.pointer == at)


def id_of(pointer: str) -> str:
    """What a field or section is called inside the page: `f-project-land_area`; links of refusals lead there."""
    return "f" + pointer.replace("~", "-").replace("/", "-")


def _is_section(schema: Schema, root: Schema) -> bool:
    if schema.get("type") == "array":
        return "properties" in plain(schema["items"], root)
    return "properties" in schema


@dataclass(frozen=True, slots=True)
class _Look:
    root: Schema
    errors: Errors
    missing: frozenset[str]
    language: Language

    def section(self, key: str, schema: Schema, values: Any, *, needed: bool) -> ShownSection:
        pointer = f"/{key}"
        if schema.get("type") != "array":
            fields = self._fields(schema, values if isinstance(values, Mapping) else {}, pointer)
            return self._section(key, pointer, self._title(schema, key), fields, None, more=False, needed=needed)
        item = plain(schema["items"], self.root)
        given = values if isinstance(values, list) else []
        rows = tuple(self._row(item, row, f"{pointer}/{place}", place) for place, row in enumerate(given))
        more = len(rows) < schema.get("maxItems", len(rows) + 1)
        return self._section(key, pointer, self._title(schema, key), (), rows, more=more, needed=needed)

    def fields_alone(self, schema: Schema, values: Mapping[str, Any]) -> ShownSection:
        return self._section("", "", "", self._fields(schema, values, ""), None, more=False, needed=True)

    def _section(self, key: str, pointer: str, title: str, fields: tuple[ShownField, ...],
                 rows: tuple[ShownRow, ...] | None, *, more: bool, needed: bool) -> ShownSection:  # fmt: skip
        every = [*fields, *(field for row in rows or () for field in row.fields)]
        lacking = sum(field.missing for field in every) + (pointer in self.missing)
        errors = tuple(self.errors.get(pointer, ())) if pointer else ()
        return ShownSection(
            key, pointer, id_of(pointer), title, fields, rows, more,
            sum(field.required for field in every) if needed else 0, lacking,
            sum(bool(field.errors) for field in every) + bool(errors), errors,
        )  # fmt: skip

    def _row(self, schema: Schema, values: Any, pointer: str, place: int) -> ShownRow:
        fields = self._fields(schema, values if isinstance(values, Mapping) else {}, pointer)
        wrong = sum(bool(field.errors) for field in fields)
        return ShownRow(pointer[1:], place + 1, fields, sum(field.missing for field in fields), wrong)

    def _fields(self, schema: Schema, values: Mapping[str, Any], pointer: str) -> tuple[ShownField, ...]:
        required = required_of(schema, values)
        return tuple(
            self._field(plain(one, self.root), key, values.get(key), f"{pointer}/{key}", key in required)
            for key, one in schema["properties"].items()
        )

    def _field(self, schema: Schema, key: str, value: Any, pointer: str, required: bool) -> ShownField:
        options = self._options(schema, value)
        kind = _kind(schema)
        return ShownField(
            pointer, pointer[1:], id_of(pointer), kind, self._title(schema, key), _text(value, schema),
            required, pointer in self.missing, tuple(self.errors.get(pointer, ())), options,
            unit=self._said(schema, "x-unit"), hint=self._hint(schema), longest=schema.get("maxLength", 0),
            mode=_MODES.get(schema.get("type", ""), "text"), suggested=bool(options) and kind == "text",
        )  # fmt: skip

    def _title(self, schema: Schema, key: str) -> str:
        chinese = str(schema.get("title", key))
        return str(schema.get("x-title-en", chinese)) if self.language == "en" else chinese

    def _hint(self, schema: Schema) -> str:
        if means := schema.get("x-means"):
            return str(means[self.language])
        return self._said(schema, "x-hint")

    def _said(self, schema: Schema, keyword: str) -> str:
        """What a keyword says in Chinese, and in English where there is `…-en` beside it."""
        chinese = schema.get(keyword, "")
        return str(schema.get(f"{keyword}-en", chinese) if self.language == "en" else chinese)

    def _options(self, schema: Schema, value: Any) -> tuple[Option, ...]:
        if schema.get("type") == "array":
            chosen = {str(one) for one in value} if isinstance(value, list) else set()
            return self._choice(plain(schema["items"], self.root), chosen)
        return self._choice(schema, set() if value is None else {str(value)})

    def _choice(self, schema: Schema, chosen: AbstractSet[str]) -> tuple[Option, ...]:
        labels: Mapping[str, str] = schema.get("x-labels", {})
        if self.language == "en":
            labels = {**labels, **schema.get("x-labels-en", {})}
        codes = schema.get("enum", labels)
        return tuple(Option(str(code), labels.get(str(code), str(code)), str(code) in chosen) for code in codes)


_MODES = {"integer": "numeric", "number": "decimal"}


def _kind(schema: Schema) -> Kind:
    if "const" in schema:
        return "fixed"
    kind = schema.get("type")
    if kind == "array":
        return "choices"
    if kind == "boolean":
        return "flag"
    if kind in ("integer", "number"):
        return "number"
    if "enum" in schema:
        return "choice"
    if schema.get("format") == "date":
        return "date"
    if schema.get("format") in _TEL:
        return "tel"
    return "area" if schema.get("maxLength", 0) > _LONG else "text"


def _text(value: Any, schema: Schema) -> str:
    if value is None:
        return str(schema.get("const", ""))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    if isinstance(value, str | int):
        return str(value)
    return ""
