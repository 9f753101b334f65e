"""One form in one column, compiled once: what is wrong with a document, what it lacks, and a complete one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from shared.errors import FieldError
from shared.forms.example import make_example
from shared.forms.layout import Section
from shared.forms.reading import read_values
from shared.forms.refusals import pointer_to, title_at, told
from shared.forms.schema import Dictionaries, compile_schema
from shared.forms.types import FORMATS, decimals, is_integer, is_number
from shared.values import is_printable

_INCOMPLETE = ("required", "minItems")


@dataclass(frozen=True, slots=True)
class Judgement:
    """`errors` make a draft unacceptable; `missing` are pointers to what a complete form still needs.

    `values` is what was judged and is to be kept: names and identifiers in their one form (shared/canonical.py).
    """

    errors: tuple[FieldError, ...]
    missing: tuple[str, ...]
    values: Any


@dataclass(frozen=True, slots=True)
class Form:
    """A form (表单) in one column. `schema` is the JSON Schema of the complete document."""

    sections: tuple[Section, ...]
    column: str
    schema: Mapping[str, Any]
    validator: Validator

    def judge(self, values: Any) -> Judgement:
        """Every wrong field of a draft, and everything missing from it."""
        if not isinstance(values, dict):
            error = FieldError("", "field-type", "表单应为一组栏目", "the form must be an object")
            return Judgement((error,), (), values)
        values = read_values(self.sections, values)
        found = list(self.validator.iter_errors(self._with_all_sections(values)))
        wrong = [
            error for finding in found if finding.validator not in _INCOMPLETE for error in told(finding, self.schema)
        ]
        lacking = {pointer for finding in found if finding.validator in _INCOMPLETE for pointer in _lacks(finding)}
        return Judgement(tuple(sorted(set(wrong), key=lambda error: error.pointer)), tuple(sorted(lacking)), values)

    def example(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """A complete document; fields that name a fact known here carry it."""
        return make_example(self.sections, self.column, facts)

    def title_of(self, pointer: str) -> str:
        """How people call the field or section at a pointer: 单体工程第2行“工程用途”."""
        return title_at(self.schema, pointer.split("/")[1:])

    def keep(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of another form's document that this one has, without those that would be wrong here."""
        kept = {section.key: self._keep_section(section, values[section.key]) for section in self._shown(values)}
        judgement = self.judge(kept)
        for error in judgement.errors:
            _drop(judgement.values, error.pointer)
        return cast(dict[str, Any], judgement.values)

    def _shown(self, values: Mapping[str, Any]) -> list[Section]:
        return [section for section in self.sections if section.shown(self.column) and section.key in values]

    def _keep_section(self, section: Section, values: Any) -> Any:
        keys = {field.key for field in section.fields if field.shown(self.column)}
        if section.rows:
            return [{key: row[key] for key in row if key in keys} for row in values]
        return {key: values[key] for key in values if key in keys}

    def _with_all_sections(self, values: dict[str, Any]) -> dict[str, Any]:
        """An absent section lacks each of its fields, not just itself."""
        absent: dict[str, Any] = {
            section.key: [] if section.rows else {} for section in self.sections if self.column in section.required
        }
        return absent | values


def compile_form(sections: Sequence[Section], column: str, dictionaries: Dictionaries, **head: Any) -> Form:
    """The form of one column; `head` (title, $id …) is laid over the schema."""
    schema = compile_schema(sections, column, dictionaries) | head
    return Form(tuple(sections), column, schema, _CheckedSchema(schema, format_checker=_formats()))


def _lacks(finding: ValidationError) -> list[str]:
    path = list(finding.absolute_path)
    if finding.validator == "minItems":
        return [pointer_to(*path)]
    wanted, instance = cast(list[str], finding.validator_value), cast(dict[str, Any], finding.instance)
    return [pointer_to(*path, key) for key in wanted if key not in instance]


def _drop(values: Any, pointer: str) -> None:
    *path, last = pointer.split("/")[1:]
    for key in path:
        values = values[int(key)] if isinstance(values, list) else values[key]
    if isinstance(values, dict):
        values.pop(last, None)


def _formats() -> FormatChecker:
    checker = FormatChecker(formats=())
    for name, known in FORMATS.items():
        checker.checks(name)(lambda value, fault=known.fault: not (isinstance(value, str) and fault(value)))
    return checker


def _decimals(validator: Any, most: int, value: Any, schema: Any) -> Any:
    if is_number(None, value) and decimals(value) > most:
        yield ValidationError("too many decimals")


def _printable(validator: Any, wanted: bool, value: Any, schema: Any) -> Any:
    if isinstance(value, str) and not is_printable(value):
        yield ValidationError("not printable")


_CheckedSchema: Callable[..., Validator] = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {"x-decimals": _decimals, "x-printable": _printable},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine_many({"integer": is_integer, "number": is_number}),
)
