"""服务指南: the flow chart and the guide of each type of project (S7), open to everybody."""

from starlette.responses import Response

from services.hall.pages.owner import VisitorDep
from services.hall.pages.place import PLACE
from services.hall.views.flow_chart import show_chart
from services.hall.views.guides import show_guide, show_guides
from shared.pages.route import router_of
from shared.pages.visit import VisitDep

router = router_of(PLACE)


@router.get("/hall/web/guides")
async def list_guides(visit: VisitDep, owner: VisitorDep, q: str = "") -> Response:
    """All types of project; `?q=` keeps those whose title has it."""
    wanted = q.strip().lower()
    guides = [one for one in show_guides().items if wanted in f"{one.title} {one.title_en}".lower()]
    return visit.page("guides.html", owner=owner, guides=guides, q=q.strip(), current="guides")


@router.get("/hall/web/guides/{project_type}")
async def read_guide(visit: VisitDep, owner: VisitorDep, project_type: str) -> Response:
    """One type of project."""
    guide = show_guide(project_type)
    chart = show_chart(guide, visit.language)
    return visit.page("guide.html", owner=owner, guide=guide, chart=chart, current="guides")
