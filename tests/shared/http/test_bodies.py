"""Text that no database can store is refused, each piece of it by its place."""

from typing import Any

import pytest
from pydantic import ValidationError

from shared.errors import MOST_NAMED
from shared.http.api import Body


class Inner(Body):
    """Something inside."""

    name: str
    notes: dict[str, Any]


class Outer(Body):
    """A body."""

    inner: Inner


def test_every_unstorable_text_is_pointed_at() -> None:
    with pytest.raises(ValidationError) as caught:
        Outer.model_validate({"inner": {"name": "a\0b", "notes": {"x": ["fine", "\ud83d"], "\0": 1}}})
    assert {error["loc"] for error in caught.value.errors()} == {
        ("inner", "name"),
        ("inner", "notes"),
        ("inner", "notes", "x", 1),
    }
    assert {error["type"] for error in caught.value.errors()} == {"text_unstorable"}


def test_what_can_be_stored_passes() -> None:
    assert Outer.model_validate({"inner": {"name": " 😀 ", "notes": {}}}).inner.name == "😀"


@pytest.mark.parametrize(
    "body",
    [
        {"inner": {"name": "a", "notes": {}}} | {f"unheard-of-{number}": 1 for number in range(5_000)},
        {"inner": {"name": "a", "notes": {"x": ["\0"] * 5_000}}},
        {"inner": {"name": "a", "notes": {}} | {f"unheard-of-{number}": 1 for number in range(5_000)}},
    ],
    ids=["unknown", "unstorable", "unknown inside"],
)
def test_of_thousands_a_hundred_are_listed(body: dict[str, Any]) -> None:
    """Listing them all is what takes long; the rest is counted."""
    with pytest.raises(ValidationError) as caught:
        Outer.model_validate(body)
    errors = caught.value.errors()
    assert len(errors) == MOST_NAMED
    assert sum(error.get("ctx", {}).get("unnamed", 0) for error in errors) == 5_000 - MOST_NAMED
