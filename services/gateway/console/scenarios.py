"""场景: what goes wrong in real life, made ready by a click; then the requests to paste, and what is to be seen."""

import json

from starlette.responses import Response

from services.gateway.console.place import in_sandbox
from services.gateway.console.presenting import refuse_while_presenting
from services.gateway.instruments.entrance import HandDep
from services.gateway.instruments.scenarios.act import prepare
from services.gateway.instruments.scenarios.asking import CurlsDep, FrontDep
from services.gateway.instruments.scenarios.scenario import scenarios
from services.gateway.instruments.scenarios.show import ReadyView, show_scenario
from shared.errors import Problem
from shared.pages.visit import Visit, VisitDep

router = in_sandbox()


@router.get("/scenarios")
async def show(visit: VisitDep) -> Response:
    """All there are: what one does, what one sees."""
    return _page(visit)


@router.post("/scenarios")
async def make_ready(visit: VisitDep, front: FrontDep, hand: HandDep, curls: CurlsDep) -> Response:
    """One of them; some set faults or move the clock, hence not while presenting."""
    try:
        refuse_while_presenting(visit)
        ready = await prepare(front, hand, curls, visit.fields.get("name", ""))
    except Problem as problem:
        return _page(visit, problem)
    return _page(visit, ready=ready)


def _page(visit: Visit, problem: Problem | None = None, ready: ReadyView | None = None) -> Response:
    items = [show_scenario(one) for one in scenarios().values()]
    return visit.page(
        "scenarios.html", refused=problem, items=items, ready=ready, as_json=_as_json, current="scenarios"
    )  # fmt: skip


def _as_json(value: object) -> str:
    """As an answer has it, and readable: no escapes."""
    return json.dumps(value, ensure_ascii=False)
