"""Jinja2, set up for pages: everything is escaped, what is not defined fails. Loaded with the first page only."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

from shared.context import current
from shared.pages.forms.shown import id_of
from shared.pages.place import Place
from shared.pages.static import KIT_FILES

_KIT = Path(__file__).parent / "templates"


@cache
def environment_of(place: Place) -> Environment:
    """The place's own templates, and the kit's as `kit/…`."""
    loader = ChoiceLoader([FileSystemLoader(place.folder / "templates"), PrefixLoader({"kit": FileSystemLoader(_KIT)})])
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(_helpers(place))
    return environment


def _helpers(place: Place) -> dict[str, Any]:
    helpers: dict[str, Callable[..., object]] = {
        "t": place.words.t,
        "url": at,
        "asset": lambda name: at((KIT_FILES if name in KIT_FILES.files else place.assets).url(name)),
        "id_of": id_of,
    }
    return {**helpers, "place": place, "look": place.look}


def at(path: str) -> str:
    """The address of one of our paths, wherever the simulator is found: every link is written so."""
    return current().root + path
