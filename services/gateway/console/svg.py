"""Drawings as SVG: inside a page, or as a file that stands by itself."""

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from services.gateway.console.picture.sequence import Drawing
from services.gateway.console.picture.states import StateLanes
from services.gateway.console.picture.waterfall import Waterfall
from services.gateway.console.picture.words import Words
from shared.pages.place import Place

HEADS, AXIS = 36, 44
_HERE = Path(__file__).parent
_PLACE = Place("picture", _HERE / "picture", "console")
_STYLE = _HERE / "static" / "picture.css"

# characters that no XML may hold, and what is shown instead
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHOWN_AS = "\ufffd"


def sequence_svg(drawing: Drawing, words: Words, *, heads: bool = True, linked: bool = True) -> Markup:
    """The sequence for a page, whose style sheet colours it; without its heads where the page shows them apart."""
    return _rendered("sequence.svg", drawing, words, top=HEADS if heads else 0, linked=linked)


def waterfall_svg(drawing: Waterfall, words: Words, *, heads: bool = True, linked: bool = True) -> Markup:
    """The waterfall, likewise."""
    return _rendered("waterfall.svg", drawing, words, top=AXIS if heads else 0, linked=linked)


def states_svg(drawing: StateLanes, words: Words, *, linked: bool = True) -> Markup:
    """The state lanes for a page."""
    return _rendered("states.svg", drawing, words, top=0, linked=linked)


def sequence_file(drawing: Drawing, words: Words) -> str:
    """The sequence as a file: its colours are in it, and its links, which lead nowhere outside the page, are not."""
    return _as_file(_rendered("sequence.svg", drawing, words, top=HEADS, linked=False))


def waterfall_file(drawing: Waterfall, words: Words) -> str:
    """The waterfall as a file."""
    return _as_file(_rendered("waterfall.svg", drawing, words, top=AXIS, linked=False))


def _rendered(name: str, drawing: object, words: Words, *, top: int, linked: bool = True) -> Markup:
    from shared.pages.environment import environment_of  # with the first page: starting does without Jinja2

    template = environment_of(_PLACE).get_template(name)
    text = template.render(drawing=drawing, t=words.say, top=top, linked=linked)
    return Markup(_NO_XML.sub(_SHOWN_AS, text))


def _as_file(svg: Markup) -> str:
    """With its namespace and its style."""
    head, _, body = svg.partition(">")
    return f'{head} xmlns="http://www.w3.org/2000/svg">\n<style>{escape(plain_css(_STYLE))}</style>{body}'


@cache
def plain_css(path: Path) -> str:
    """A style sheet without its comments."""
    return re.sub(r"/\*.*?\*/\s*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
