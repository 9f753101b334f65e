"""The life of a review (审图业务) as lifecycle.toml tells it: states, what each of them closes, moves, who sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from services.review.rules.data import load

Party = Literal["owner", "units", "agency", "authority", "city"]
CLOSED = "project-closed"


class Move(NamedTuple):
    """A way out of a state: where it leads, and who may take it."""

    to: str
    by: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class State:
    """One state (状态). `refusal` is the problem's code when a part is closed, `refusals` those of single moves."""

    zh: str
    en: str
    moves: Mapping[str, Move] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    frozen: frozenset[str] = frozenset()
    refusal: str = CLOSED
    refusals: Mapping[str, str] = field(default_factory=dict)
    counts_as_load: bool = False
    visible_to: frozenset[Party] = frozenset()


def load_states(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, State]:
    """The states of a life cycle, the first one first; raises ValueError when one leads nowhere."""
    states = {name: _state(table) for name, table in tables.items()}
    for name, state in states.items():
        for move, (to, _) in state.moves.items():
            if to not in states:
                raise ValueError(f"{name}: {move} leads to {to}, which is no state")
    return states


def _state(table: Mapping[str, Any]) -> State:
    moves = {name: Move(move["to"], tuple(move["by"])) for name, move in table.get("moves", {}).items()}
    sets = {key: frozenset(table.get(key, ())) for key in ("absent", "frozen", "visible_to")}
    return State(**{**table, **sets, "moves": moves})


STATES = load_states(load("lifecycle"))
FIRST = next(iter(STATES))


def after(status: str, move: str, by: Party) -> str | None:
    """The state the move leads to, or None where this party cannot take it."""
    way = STATES[status].moves.get(move)
    return way.to if way is not None and by in way.by else None


def where_open(move: str) -> list[str]:
    """The states in which this move is possible."""
    return [name for name, state in STATES.items() if move in state.moves]


def reached_by(move: str) -> str:
    """The state a move leads to, wherever it is taken."""
    return next(state.moves[move].to for state in STATES.values() if move in state.moves)


def is_absent(status: str, part: str) -> bool:
    """Whether this part is not there yet."""
    return not STATES[status].absent.isdisjoint(_names_of(part))


def is_closed(status: str, part: str) -> bool:
    """Whether this part cannot be changed now."""
    return is_absent(status, part) or not STATES[status].frozen.isdisjoint(_names_of(part))


def _names_of(part: str) -> tuple[str, str]:
    """Its own, and that of the whole it is a piece of: planning-documents/certificate, planning-documents."""
    return part, part.partition("/")[0]


def refusal_of(status: str, move: str | None = None) -> str:
    """The problem's code: of a move that is not possible now, or of a part that is closed."""
    state = STATES[status]
    return state.refusals.get(move, state.refusal) if move else state.refusal


def on_an_agencys_table() -> list[str]:
    """The states that count as an agency's load, and as an open review of the project code."""
    return [name for name, state in STATES.items() if state.counts_as_load]


def seen_by(party: Party) -> list[str]:
    """The states in which this party sees a review it has a part in."""
    return [name for name, state in STATES.items() if party in state.visible_to]


def party_of(role: str) -> Party:
    """Which party an account of this role is."""
    return "owner" if role == "owner" else "agency" if role == "agency" else "units"


def owners_way() -> list[str]:
    """The states that an owner brings a review through, from the first one to the submission."""
    way = [FIRST]
    while onward := next((move.to for move in STATES[way[-1]].moves.values() if "owner" in move.by), None):
        way.append(onward)
    return way
