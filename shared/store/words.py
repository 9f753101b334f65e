"""Cutting text into words that can be looked up: Chinese has no blanks, and no database finds 学 in 学校 by itself.

Pure. Each Chinese character and each pair of neighbours is a word, and each whole run of letters and digits.
"""

import re
import unicodedata
from collections.abc import Iterator

_RUNS = re.compile(r"[0-9a-z]+|[\u3400-\u9fff\uf900-\ufaff]+")


def normal(text: str) -> str:
    """How text is kept for searching: full-width as half-width, capitals as small letters."""
    return unicodedata.normalize("NFKC", text).casefold()


def words_of(text: str) -> set[str]:
    """Every word a text can be found by."""
    return {word for run in _runs(text) for word in ([run] if run.isascii() else [*run, *_pairs(run)])}


def words_asked(text: str) -> set[str]:
    """The words that all stand in a text which has `text` in it; a longer one is still to be checked against it."""
    return {word for run in _runs(text) for word in ([run] if run.isascii() or len(run) == 1 else _pairs(run))}


def _runs(text: str) -> Iterator[str]:
    return iter(_RUNS.findall(normal(text)))


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]
