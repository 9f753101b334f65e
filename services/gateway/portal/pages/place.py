"""Where the portal's pages live."""

from pathlib import Path

from shared.pages.place import PORTAL, Place

PLACE = Place("portal", Path(__file__).parent, "portal", login=PORTAL, home="/portal")
