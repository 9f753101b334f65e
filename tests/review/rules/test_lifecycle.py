"""lifecycle.toml: what each state allows, and that the file hangs together."""

import tomllib

import pytest

from services.review.errors import CLOSED
from services.review.rules import lifecycle
from services.review.rules.data import FOLDER
from services.review.rules.lifecycle import after, is_absent, is_closed, load_states, on_an_agencys_table, seen_by
from services.review.rules.planning import DOCUMENTS, NODES

PARTS = {"basics", "details", "units", "drawings", "agency", *(f"planning-documents/{node}" for node in NODES)}
PARTIES = {"owner", "units", "agency", "authority", "city"}


@pytest.mark.parametrize("name", lifecycle.STATES)
def test_a_state_hangs_together(name: str) -> None:
    state = lifecycle.STATES[name]
    assert state.zh and state.en
    assert (state.absent | state.frozen) <= {*PARTS, "planning-documents"} and not state.absent & state.frozen
    assert {state.refusal, *state.refusals.values()} <= set(CLOSED)
    assert state.visible_to <= PARTIES and all(set(move.by) <= PARTIES for move in state.moves.values())
    reached = {move.to for each in lifecycle.STATES.values() for move in each.moves.values()}
    assert name in reached or name == lifecycle.FIRST


def test_from_the_push_to_the_submission() -> None:
    status: str | None = lifecycle.FIRST
    for move in ("select", "complete", "submit"):
        assert status is not None
        status = after(status, move, "owner")
    assert status == "submitted"


def test_only_the_city_withdraws_and_it_is_the_end() -> None:
    for name in lifecycle.STATES:
        assert after(name, "withdraw", "owner") is None
        assert after(name, "withdraw", "city") == ("withdrawn" if name != "withdrawn" else None)
    assert not lifecycle.STATES["withdrawn"].moves


def test_what_is_submitted_is_frozen_up_to_its_node() -> None:
    open_ = {part for part in PARTS if not is_closed("submitted", part)}
    assert open_ == {f"planning-documents/{node}" for node in ("technical-review", "certificate", "none")}
    assert not any(is_absent("submitted", part) for part in PARTS)
    assert {part for part in PARTS if is_closed("withdrawn", part)} == PARTS
    assert not any(is_closed("editing", part) for part in PARTS)
    assert {part for part in PARTS if not is_closed("basic", part)} == {"basics"}


def test_every_document_belongs_to_a_part() -> None:
    assert {document.part for document in DOCUMENTS.values()} <= PARTS


def test_load_and_sight() -> None:
    assert on_an_agencys_table() == ["submitted"] == seen_by("agency")
    assert "received" not in seen_by("units")


def test_a_move_that_leads_nowhere_is_refused() -> None:
    tables = tomllib.loads((FOLDER / "lifecycle.toml").read_text("utf-8"))
    tables["editing"]["moves"]["submit"]["to"] = "nowhere"
    with pytest.raises(ValueError, match="editing: submit leads to nowhere"):
        load_states(tables)
