"""What people read instead of the contract's words: states, systems, and what became of a step."""

from collections.abc import Callable

from services.gateway.traces.rules.names import name_of
from shared.pages.visit import Visit

Named = Callable[[str, str], str]
"""Of a section of the names and a word of it."""


def naming(visit: Visit) -> Named:
    """`named("states", "in-review")` in the reader's language; a word that has no name stays what it is."""

    def named(section: str, word: str) -> str:
        return name_of(section, word, visit.language)

    return named
