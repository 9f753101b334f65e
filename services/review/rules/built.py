"""How far a review built for a test goes (built.toml)."""

from services.review.rules.data import load

_STAGES: dict[str, list[str]] = load("built")["stages"]


def steps_to(stage: str | None) -> list[str]:
    """The steps that lead to a stage, from the beginning; none lead to none."""
    names = list(_STAGES)
    upto = names.index(stage) + 1 if stage else 0
    return [step for name in names[:upto] for step in _STAGES[name]]
