"""One form in one column, compiled once: what is wrong with a document, what it lacks, and a complete one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from shared.context import Language
from shared.errors import MOST_NAMED, FieldError, pointer_to
from shared.forms.example import make_example, make_prefill
from shared.forms.judging import Finding, Judge, Path, judge_of
from shared.forms.layout import Dictionaries, Section
from shared.forms.refusals import field_error_of, title_at
from shared.forms.schema import compile_schema, title_keywords
from shared.phrase import Phrase
from shared.values.canonical import KINDS

NO_STORY: Mapping[str, Any] = MappingProxyType({})
_INCOMPLETE = ("required", "minItems")


@dataclass(frozen=True, slots=True)
class Judgement:
    """`errors` make a draft unacceptable; `missing` are pointers to what a complete form still needs.

    Only the first of the errors are told one by one; `wrong` is how many there are. `values` is what was judged and is
    to be kept: names and identifiers in their one form (shared/values/canonical.py).
    """

    errors: tuple[FieldError, ...]
    missing: tuple[str, ...]
    values: Any
    wrong: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """A form (表单) in one column. `schema` is the JSON Schema of the complete document."""

    sections: tuple[Section, ...]
    column: str
    schema: Mapping[str, Any]
    look: Judge

    def judge(self, values: Any) -> Judgement:
        """Every wrong field of a draft, and everything missing from it."""
        if isinstance(values, dict):
            values = _read(self.sections, values)
        errors: list[FieldError] = []
        missing: set[str] = set()
        wrong = 0
        for finding in self._found(values):
            if finding.keyword in _INCOMPLETE:
                missing.add(pointer_to(*finding.path))
                continue
            wrong += 1
            if wrong <= MOST_NAMED:
                errors.append(field_error_of(finding, self.schema))
        return Judgement(tuple(errors), tuple(sorted(missing)), values, wrong)

    def _found(self, values: Any) -> Iterator[Finding]:
        return self.look(self._with_all_sections(values) if isinstance(values, dict) else values, ())

    def example(self, facts: Mapping[str, Any], story: Mapping[str, Any] = NO_STORY) -> dict[str, Any]:
        """A complete document; fields that name a fact known here carry it, those the story tells of are as it says.

        `story` is part of a document: `{"project": {"up_area": 8000}, "buildings": [{"floors_up": 5}, …]}`.
        """
        return make_example(self.sections, self.column, facts, story)

    def prefill(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """What a fresh form holds: every field whose fact is known here, unless it would be wrong in this form."""
        return self.keep(make_prefill(self.sections, self.column, facts))

    def title_of(self, pointer: str, language: Language = "zh") -> str:
        """How people call the field or section at a pointer: 单体工程第2行“工程用途”."""
        return title_at(self.schema, pointer.split("/")[1:], language)

    def keep(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of another form's document that this one has, without those that would be wrong here."""
        kept = {section.key: self._keep_section(section, values[section.key]) for section in self._shown(values)}
        read = _read(self.sections, kept)
        for finding in list(self._found(read)):
            if finding.keyword not in _INCOMPLETE:
                _drop(read, finding.path)
        return read

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


def compile_form(
    sections: Sequence[Section], column: str, dictionaries: Dictionaries, title: Phrase, **head: Any
) -> Form:
    """The form of one column, and what it is called; `head` ($id …) is laid over the schema."""
    schema = compile_schema(sections, column, dictionaries) | title_keywords(*title) | head
    return Form(tuple(sections), column, schema, judge_of(sections, column, schema))


def _read(sections: Sequence[Section], values: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of a document, with names and identifiers in the one form of their kind, however they were typed.

    What is no section, no row or no text stays, to be refused as it is.
    """
    known = {section.key: section for section in sections}
    return {key: _read_part(known[key], part) if key in known else part for key, part in values.items()}


def _read_part(section: Section, part: Any) -> Any:
    readers = {field.key: KINDS[field.type].read for field in section.fields if field.type in KINDS}
    if isinstance(part, list) and len(part) <= section.max_rows:
        return [_read_row(readers, row) for row in part]
    return _read_row(readers, part)


def _read_row(readers: Mapping[str, Callable[[str], str]], row: Any) -> Any:
    if not isinstance(row, dict):
        return row
    return {
        key: readers[key](value) if key in readers and isinstance(value, str) else value for key, value in row.items()
    }


def _drop(values: Any, path: Path) -> None:
    *outer, last = path
    for key in outer:
        values = values[key]
    if isinstance(values, dict):
        values.pop(last, None)
