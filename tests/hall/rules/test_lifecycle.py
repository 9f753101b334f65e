"""The life of an application is data: what a state freezes and where it leads follows the file."""

import pytest

from services.hall.rules.lifecycle import FIRST, STATES, after, is_frozen, load_states

RETURNED = {"title": "补正", "en": "Returned", "frozen": ["form"], "moves": {}}


def test_states_have_titles_and_no_code_of_the_acceptance() -> None:
    """3 (受理) and 8 (部门开始办理) are the agency's to write, once it has accepted."""
    codes = {key: state.handling_code for key, state in STATES.items()}
    assert codes == {"draft": None, "confirmed": 1, "in-review": None, "withdrawn": 2}
    assert all(state.title and state.en for state in STATES.values()) and FIRST == "draft"


@pytest.mark.parametrize(
    ("status", "move", "by", "to"),
    [
        ("draft", "confirm", "applicant", "confirmed"),
        ("confirmed", "withdraw", "applicant", "withdrawn"),
        ("confirmed", "review", "province", "in-review"),
        ("confirmed", "review", "applicant", None),
        ("confirmed", "withdraw", "province", None),
        ("draft", "withdraw", "applicant", None),
        ("in-review", "withdraw", "applicant", None),
        ("withdrawn", "review", "province", None),
    ],
)
def test_who_moves_it_where(status: str, move: str, by: str, to: str | None) -> None:
    assert after(status, move, by) == to  # type: ignore[arg-type]


def test_only_a_draft_is_changed() -> None:
    parts = ("form", "materials", "phone-code")
    open_ = {(status, part) for status in STATES for part in parts if not is_frozen(status, part)}  # type: ignore[arg-type]
    assert open_ == {("draft", part) for part in parts}


def test_a_move_to_nowhere_is_found_when_the_file_is_read() -> None:
    nowhere = {"returned": RETURNED | {"moves": {"confirm": {"to": "heaven", "by": "applicant"}}}}
    with pytest.raises(ValueError, match="heaven"):
        load_states(nowhere)
