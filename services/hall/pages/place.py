"""Where the hall's pages live, and what it shows to an account that is incomplete: nothing (S3)."""

from pathlib import Path

from starlette.responses import Response

from services.hall.errors import AccountIncomplete
from shared.errors import Problem
from shared.pages.place import PORTAL, Place
from shared.pages.visit import Visit


def blank(visit: Visit, problem: Problem) -> Response:
    """空白页面: a title and nothing else; the reason stands in the trace."""
    return visit.page("blank.html")


PLACE = Place(
    "hall", Path(__file__).parent, "hall", login=PORTAL, home="/hall", answers={AccountIncomplete: blank}
)  # fmt: skip
