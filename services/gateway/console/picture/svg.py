"""Drawings as SVG: inside a page, or as a file that stands by itself."""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from services.gateway.console.picture.sequence import Drawing
from services.gateway.console.picture.states import StateLanes
from services.gateway.console.picture.waterfall import Waterfall
from services.gateway.console.picture.words import Words

if TYPE_CHECKING:
    from jinja2 import Environment

HEADS, AXIS = 36, 44
_HERE = Path(__file__).parent
_STYLE = _HERE.parent / "static" / "picture.css"
# characters that no XML may hold, and what is shown instead
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHOWN_AS = "\ufffd"


def sequence_svg(drawing: Drawing, words: Words, *, heads: bool = True) -> Markup:
    """The sequence for a page, whose style sheet colours it; without its heads where the page shows them apart."""
    return _rendered("sequence.svg", drawing, words, top=HEADS if heads else 0)


def sequence_file(drawing: Drawing, words: Words) -> str:
    """The sequence as a file: its colours are in it, and its links, which lead nowhere outside the page, are not."""
    return _rendered("sequence.svg", drawing, words, top=HEADS, css=_css(), linked=False)


def waterfall_svg(drawing: Waterfall, words: Words, *, heads: bool = True) -> Markup:
    """The waterfall for a page."""
    return _rendered("waterfall.svg", drawing, words, top=AXIS if heads else 0)


def waterfall_file(drawing: Waterfall, words: Words) -> str:
    """The waterfall as a file."""
    return _rendered("waterfall.svg", drawing, words, top=AXIS, css=_css(), linked=False)


def states_svg(drawing: StateLanes, words: Words) -> Markup:
    """The state lanes for a page."""
    return _rendered("states.svg", drawing, words, top=0)


def _rendered(name: str, drawing: object, words: Words, top: int, css: str = "", *, linked: bool = True) -> Markup:
    template = _environment().get_template(name)
    text = template.render(drawing=drawing, t=words.say, top=top, css=Markup(css), linked=linked)
    return Markup(_NO_XML.sub(_SHOWN_AS, text))


@cache
def _css() -> str:
    """Without comments; no `<` or `&` may be in it, which a test sees to."""
    return re.sub(r"/\*.*?\*/\s*", "", _STYLE.read_text(encoding="utf-8"), flags=re.DOTALL)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(_HERE / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
