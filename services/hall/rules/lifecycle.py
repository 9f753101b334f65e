"""The life of an application (申报) as lifecycle.toml has it: its states, what each freezes, and the moves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from services.hall.rules.catalogue import FOLDER
from shared.forms import load_toml

Part = Literal["form", "materials", "phone-code"]
Party = Literal["applicant", "province"]


class Move(NamedTuple):
    """A way out of a state: where it leads, and who may take it."""

    to: str
    by: Party


@dataclass(frozen=True, slots=True)
class State:
    """A state (申报状态) with its titles and the handling code (办理状态) of the exchange standard."""

    title: str
    en: str
    handling_code: int | None = None
    frozen: frozenset[Part] = frozenset()
    ended: bool = False
    moves: Mapping[str, Move] = field(default_factory=dict)


def load_states(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, State]:
    """The states of a life cycle, the first one first; raises ValueError when one leads nowhere."""
    states = {key: _state(table) for key, table in tables.items()}
    for key, state in states.items():
        for name, move in state.moves.items():
            if move.to not in states:
                raise ValueError(f"{key}: {name} leads to {move.to}, which is no state")
    return states


def _state(table: Mapping[str, Any]) -> State:
    moves = {name: Move(**move) for name, move in table["moves"].items()}
    return State(**{**table, "frozen": frozenset(table["frozen"]), "moves": moves})


STATES = load_states(load_toml(FOLDER / "lifecycle.toml"))
FIRST = next(iter(STATES))


def after(status: str, move: str, by: Party) -> str | None:
    """The state the move leads to, or None where this party cannot take it."""
    way = STATES[status].moves.get(move)
    return way.to if way is not None and way.by == by else None


def is_frozen(status: str, part: Part) -> bool:
    """Whether this part of an application can no longer be changed."""
    return part in STATES[status].frozen


def ahead(status: str) -> list[Move]:
    """The moves that are still to come when nobody gives up, each with who takes it; none from where it is over."""
    moves: list[Move] = []
    while on := [move for move in STATES[status].moves.values() if not STATES[move.to].ended]:
        moves.append(on[0])
        status = on[0].to
    return moves
