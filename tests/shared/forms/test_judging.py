"""The judge of forms against a general JSON Schema validator, and against those who send too much."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from services.hall.rules.catalogue import CATALOGUE
from services.review.rules.details import form_of
from shared.errors import MOST_NAMED
from shared.forms import Form
from shared.forms.judging import Path
from shared.forms.types import FORMATS, decimals, is_integer, is_number
from shared.values.text import is_printable

FORMS: dict[str, Form] = {f"hall-{key}": scenario.form for key, scenario in CATALOGUE.scenarios.items()} | {
    f"review-{key}": form_of(key) for key in CATALOGUE.scenarios
}
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 10**15), st.floats(), st.text(max_size=8), st.just("字" * 300),
    st.sampled_from(["", " ", "1", "100", "2026-02-30", "91410100MA9XXXX118", "13800000066", "410102199001010011"]),
    st.lists(st.integers(), max_size=3), st.dictionaries(st.text(max_size=4), st.integers(), max_size=3),
)  # fmt: skip


def told_by_the_oracle(form: Form, document: Any) -> set[tuple[Path, str]]:
    """What a general validator says: where, and which keyword; of an ill-typed value nothing else."""
    found = set()
    for error in oracle(form).iter_errors(document):
        found |= set(_places(error))
    ill_typed = {path for path, keyword in found if keyword == "type"}
    return {(path, keyword) for path, keyword in found if keyword == "type" or path not in ill_typed}


def _places(error: Any) -> Iterator[tuple[Path, str]]:
    path, keyword = tuple(error.absolute_path), str(error.validator)
    if keyword == "required":
        yield from (((*path, key), keyword) for key in error.validator_value if key not in error.instance)
    elif keyword == "additionalProperties":
        yield from (((*path, key), keyword) for key in error.instance if key not in error.schema["properties"])
    else:
        yield path, keyword


def oracle(form: Form) -> Any:
    formats = FormatChecker(formats=())
    for name, known in FORMATS.items():
        formats.checks(name)(lambda value, fault=known.fault: not (isinstance(value, str) and fault(value)))
    types = {"integer": lambda _, value: is_integer(value), "number": lambda _, value: is_number(value)}
    checked: Callable[..., Any] = extend(  # type: ignore[no-untyped-call]
        Draft202012Validator,
        {
            "x-decimals": lambda _, most, value, __: _unless(not is_number(value) or decimals(value) <= most),
            "x-printable": lambda _, __, value, ___: _unless(not isinstance(value, str) or is_printable(value)),
        },
        type_checker=Draft202012Validator.TYPE_CHECKER.redefine_many(types),
    )
    return checked(form.schema, format_checker=formats)


def _unless(fine: bool) -> Iterator[ValidationError]:
    if not fine:
        yield ValidationError("wrong")


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield (*path, key)
        yield from leaves(child, (*path, key))


def changed(document: Any, path: Path, value: Any) -> Any:
    """The document with something else at `path`; taken away when that is `...`."""
    head, *rest = path
    new = changed(document[head], tuple(rest), value) if rest else value
    if isinstance(document, list):
        return [*document[: int(head)], *([] if new is ... else [new]), *document[int(head) + 1 :]]
    return {key: part for key, part in (document | {head: new}).items() if part is not ...}


@pytest.mark.parametrize("name", FORMS)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_both_judge_alike(name: str, data: st.DataObject) -> None:
    form = FORMS[name]
    document: Any = form.example({})
    for _ in range(data.draw(st.integers(1, 3))):
        paths = sorted(leaves(document), key=str)
        if not isinstance(document, dict) or not paths:
            break
        odd = data.draw(st.one_of(st.just(...), ODD))
        path = data.draw(st.sampled_from(paths))
        document = changed(document, path if data.draw(st.booleans()) else (*path[:-1], "unheard-of"), odd) if (
            isinstance(path[-1], str)
        ) else changed(document, path, odd)  # fmt: skip
    found = [(finding.path, finding.keyword) for finding in form.look(document, ())]
    assert len(found) == len(set(found)), "nothing is said twice"
    assert set(found) == told_by_the_oracle(form, document)


@pytest.mark.parametrize("name", FORMS)
def test_too_many_rows_are_one_refusal_and_none_of_them_is_looked_at(name: str) -> None:
    """However many there are: no row is ever asked for anything."""
    form = FORMS[name]
    for section in form.sections:
        if section.rows and section.shown(form.column):
            rows = [Untouchable()] * (section.max_rows + 1)
            judgement = form.judge({section.key: rows})
            assert [(error.pointer, error.code) for error in judgement.errors] == [(f"/{section.key}", "too-many-rows")]
            assert str(section.max_rows) in judgement.errors[0].zh


class Untouchable:
    """A row that nobody may look at."""

    def __getattribute__(self, name: str) -> Any:
        raise AssertionError(f"looked at: {name}")


@pytest.mark.parametrize("name", FORMS)
def test_not_more_than_a_hundred_are_named_and_all_are_counted(name: str) -> None:
    form = FORMS[name]
    rows = next(section for section in form.sections if section.rows and section.shown(form.column))
    for document, wrong in (
        ({f"unheard-of-{number}": 1 for number in range(5000)}, 5000),
        ({rows.key: [{"unheard-of": 1, "neither": 2}] * rows.max_rows}, 2 * rows.max_rows),
        ({rows.key: [[]] * rows.max_rows}, rows.max_rows),
    ):
        judgement = form.judge(document)
        assert (len(judgement.errors), judgement.wrong) == (min(MOST_NAMED, wrong), wrong)


def test_what_does_not_fit_is_left_out_however_much_it_is() -> None:
    """Reuse takes no more notice of the hundred that are named than of the rest."""
    form = FORMS["hall-buildings"]
    row = form.example({})["buildings"][0]
    lent = {"buildings": [row | {"usage": "no such usage"}] * 150}
    assert form.keep(lent) == {"buildings": [{key: row[key] for key in row if key != "usage"}] * 150}
