"""The sections of the form as the list beside it shows them, each with what it lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from services.hall.views.problems import ProblemView
from shared.pages.forms import ShownSection


@dataclass(frozen=True, slots=True)
class Entry:
    """A section in the list: something in it is wrong or missing (`count`), it is complete, or may be left out."""

    key: str
    title: str
    state: Literal["wrong", "missing", "complete", "optional"]
    count: int


def entry_of(section: ShownSection) -> Entry:
    """What the list says of a section."""
    if section.wrong:
        return Entry(section.key, section.title, "wrong", section.wrong)
    if section.missing:
        return Entry(section.key, section.title, "missing", section.missing)
    return Entry(section.key, section.title, "complete" if section.required else "optional", 0)


def by_pointer(problems: Iterable[ProblemView]) -> dict[str, Sequence[str]]:
    """What is said of each field."""
    said: dict[str, list[str]] = {}
    for problem in problems:
        said.setdefault(problem.pointer, []).append(problem.detail)
    return dict(said)


def about(section: ShownSection, problems: Iterable[ProblemView]) -> list[ProblemView]:
    """Those that are about this section or something in it."""
    return [one for one in problems if f"{one.pointer}/".startswith(f"{section.pointer}/")]
