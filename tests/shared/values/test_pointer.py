"""What stands at a place of a document, and what is no place."""

import pytest

from shared.values.pointer import NOWHERE, at

DOCUMENT = {"data": {"a/b": [{"c": None}, 2], "": "x"}}


@pytest.mark.parametrize(
    ("pointer", "found"),
    [("/data/a~1b/1", 2), ("/data/a~1b/0/c", None), ("/data/", "x"), ("", DOCUMENT), ("/data/a~1b/2", NOWHERE),
     ("/x/y", NOWHERE), ("/data/a~1b/-1", NOWHERE), ("/data//0", NOWHERE), ("/data/a~1b/" + "9" * 5_000, NOWHERE)],
)  # fmt: skip
def test_what_stands_there(pointer: str, found: object) -> None:
    """However long a number is: whoever looks may look on behalf of everybody."""
    assert at(DOCUMENT, pointer) is found or at(DOCUMENT, pointer) == found
