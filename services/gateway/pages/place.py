"""Where the first page lives."""

from pathlib import Path

from shared.pages.place import Place

PLACE = Place("first", Path(__file__).parent, "console")
