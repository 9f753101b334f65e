"""States of an application (申报状态)."""

from dataclasses import dataclass

from services.hall.rules.catalogue import FOLDER
from shared.forms import load_toml

DRAFT, CONFIRMED, IN_REVIEW, WITHDRAWN = "draft", "confirmed", "in-review", "withdrawn"


@dataclass(frozen=True, slots=True)
class State:
    """A state with its titles and the handling code (办理状态) of the exchange standard."""

    title: str
    english: str
    handling_code: int | None = None


STATES = {key: State(**table) for key, table in load_toml(FOLDER / "states.toml").items()}
