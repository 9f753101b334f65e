"""How wide a text is when it is drawn, and how it is cut to fit: in px, for monospaced letters of so many px."""

import unicodedata
from functools import lru_cache

TEXT, SMALL = 12, 11
ELLIPSIS = "…"
_NARROW, _WIDE, _PICTURE = 0.61, 1.02, 1.4  # of the letter's size; fonts differ a little, and this is enough for all
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})
_PICTURES = 0x1F000
_ROUNDING = 1e-6
_MOST_PER_EM = 4  # of letters that have no width there is an end, too


def width_of(text: str, size: float = TEXT) -> float:
    """A Chinese character is as wide as high; what is only set onto another letter adds nothing."""
    if text.isascii():
        return round(len(text) * _NARROW * size, 1)
    return round(sum(_width(letter) for letter in text) * size, 1)


def cut(text: str, room: float, size: float = TEXT) -> str:
    """The text if it fits into `room`, else its beginning with an ellipsis."""
    fitting = _fitting(text, room / size)
    if fitting == len(text):
        return text
    short = text[: _fitting(text, room / size - _NARROW)]
    return short + ELLIPSIS if room >= size else ""


def cut_path(name: str, room: float, size: float = TEXT) -> str:
    """`POST /hall/applications/{…}/confirmation` loses what comes first, a part of its path after the other."""
    whole = name.replace("{…}", ELLIPSIS)
    method, _, path = whole.partition(" ")
    if not path or _fits(whole, room, size):
        return cut(whole, room, size)
    parts = path.strip("/").split("/")
    shorter = [f"{method} {ELLIPSIS}/{'/'.join(parts[n:])}" for n in range(1, len(parts)) if parts[n] != ELLIPSIS]
    last = f"{method} {ELLIPSIS}/{parts[-1]}"
    return next((one for one in shorter if _fits(one, room, size)), cut(last, room, size))


def cut_dotted(name: str, room: float, size: float = TEXT) -> str:
    """`hall.application.confirmed` loses what comes first, a word after the other."""
    if _fits(name, room, size):
        return name
    parts = name.split(".")
    shorter = [ELLIPSIS + ".".join(parts[first:]) for first in range(1, len(parts))]
    return next((one for one in shorter if _fits(one, room, size)), cut(name, room, size))


def _fits(text: str, room: float, size: float) -> bool:
    return _fitting(text, room / size) == len(text)


def _fitting(text: str, room: float) -> int:
    """How many letters fit into so many times their size."""
    if text.isascii():
        return min(len(text), max(0, int(room / _NARROW + _ROUNDING)))
    most = min(len(text), max(0, int(room * _MOST_PER_EM)))
    for place in range(most):
        room -= _width(text[place])
        if room < -_ROUNDING:
            return place
    return most


@lru_cache(maxsize=4096)
def _width(letter: str) -> float:
    if letter.isascii():
        return _NARROW
    if unicodedata.category(letter) in _NO_WIDTH:
        return 0
    if ord(letter) >= _PICTURES and unicodedata.category(letter) == "So":
        return _PICTURE
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" else _NARROW
