"""演示模式: larger type, and nothing on the pages that ends a world in front of an audience; a cookie."""

from starlette.requests import Request

from shared.errors import Forbidden
from shared.pages.visit import Visit, VisitDep

COOKIE = "shentu_present"


class Presenting(Forbidden):
    """What would surprise an audience, while somebody presents."""

    code = "presenting"
    zh = "演示模式下不能重置或删除沙箱，也不能设置故障；请先结束演示模式。"
    en = "While presenting no sandbox is reset or deleted, and no fault is set: leave the presenter mode first."


async def note_presenting(request: Request, visit: VisitDep) -> None:
    """A dependency of every page: `?present=1` begins the mode, `?present=0` ends it; the state says so."""
    asked = request.query_params.get("present")
    if asked in ("0", "1"):
        present(visit, asked == "1")
    request.state.presenting = asked == "1" if asked in ("0", "1") else request.cookies.get(COOKIE) == "1"


def refuse_while_presenting(visit: Visit) -> None:
    """Raises Presenting."""
    if visit.request.state.presenting:
        raise Presenting


def present(visit: Visit, begins: bool) -> None:
    """Begin or end it with this answer."""
    visit.set_cookie(COOKIE, "1" if begins else None, "/console")
