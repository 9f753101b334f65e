"""Forms as people read them: what a field says, and what two states of a section differ in.

The latter is for whoever is about to overwrite another's work.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.forms import digest
from shared.pages.forms.shown import ShownField, ShownSection
from shared.pages.words import KIT

SEEN = "seen:"
"""Begins the name of the hidden field that says what was there of a section when the form was opened."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field; `number` is its row's, 0 where there are none. Empty text is nothing."""

    id: str
    title: str
    number: int
    theirs: str
    mine: str


def said(field: ShownField) -> str:
    """A field where it is not filled in: what was chosen by its label, yes and no, with its unit. Empty for nothing."""
    if field.kind == "flag" and field.value:
        return KIT.t("kit.yes" if field.value == "true" else "kit.no")
    chosen = [option.label for option in field.options if option.chosen]
    text = KIT.t("kit.comma").join(chosen) if chosen else field.value
    return f"{text} {field.unit}" if text and field.unit else text


def seen_by(fields: Mapping[str, str], values: Mapping[str, Any], keys: Sequence[str]) -> dict[str, str]:
    """What the hidden fields hold: what they held when the form came back, else what is kept now."""
    return {f"{SEEN}{key}": fields.get(f"{SEEN}{key}") or digest(values.get(key)) for key in keys}


def differences(theirs: ShownSection, mine: ShownSection) -> tuple[Difference, ...]:
    """The fields whose text is not the same, in the order of the form."""
    before, after = _fields(theirs), _fields(mine)
    pointers = dict.fromkeys([*after, *before])
    pairs = [(before.get(pointer, ""), after.get(pointer, ""), pointer) for pointer in pointers]
    places = _places(theirs) | _places(mine)
    return tuple(Difference(*places[pointer], one, two) for one, two, pointer in pairs if one != two)


def _fields(section: ShownSection) -> dict[str, str]:
    """What each field says, by its pointer."""
    in_rows = [field for row in section.rows or () for field in row.fields]
    return {field.pointer: said(field) for field in (*section.fields, *in_rows)}


def _places(section: ShownSection) -> dict[str, tuple[str, str, int]]:
    """Where each field is found, what it is called, and the number of its row."""
    alone = {field.pointer: (field.id, field.title, 0) for field in section.fields}
    in_rows = {field.pointer: (field.id, field.title, row.number) for row in section.rows or () for field in row.fields}
    return alone | in_rows
