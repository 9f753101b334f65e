"""The codes of a dictionary (代码项) with what each is called, for whoever has to choose one."""

from services.hall.rules.catalogue import CATALOGUE
from shared.context import Language

Choices = list[tuple[str, str]]


def choices(dictionary: str, language: Language) -> Choices:
    """`[(code, words)]` in the dictionary's order."""
    return [(code, getattr(words, language)) for code, words in CATALOGUE.dictionaries[dictionary].values.items()]


def called(dictionary: str, code: str | None, language: Language) -> str:
    """What a code is called; the code itself when the dictionary does not have it, empty for none."""
    words = CATALOGUE.dictionaries[dictionary].values.get(code or "")
    return getattr(words, language) if words else code or ""
