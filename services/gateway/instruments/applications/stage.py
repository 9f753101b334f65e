"""How far an application can be built."""

from typing import Literal, get_args

Stage = Literal[
    "draft", "form", "materials", "confirmed", "pushed", "selected", "detailed", "linked", "drawn", "agency", "planned",
    "submitted",
]  # fmt: skip
STAGES: tuple[Stage, ...] = get_args(Stage)
_PUSHED = STAGES.index("pushed")


def hall_stage(stage: Stage) -> str:
    """How far it goes in the hall."""
    return STAGES[min(STAGES.index(stage), _PUSHED - 1)]


def is_pushed(stage: Stage) -> bool:
    """Whether it goes as far as the platform."""
    return STAGES.index(stage) >= _PUSHED


def review_stage(stage: Stage) -> str | None:
    """How far it goes there; None: not beyond the push."""
    return stage if STAGES.index(stage) > _PUSHED else None
