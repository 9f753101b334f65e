"""What can go wrong, played: a click has it go wrong on the stage, another one has it go on."""

from dataclasses import replace

from starlette.responses import Response

from services.gateway.console.place import in_sandbox
from services.gateway.console.stage import stage_of
from services.gateway.console.tour import TOUR, let_in
from shared.pages.visit import Visit, VisitDep

router = in_sandbox()


@router.get("/tour/{failure}")
async def show(visit: VisitDep, failure: str, at: str = "", show: str = "") -> Response:
    """What it is; `?at=wrong` once it went wrong, `?at=mended` once it went on."""
    return await _page(visit, failure, at, show)


@router.post("/tour/{failure}")
async def play(visit: VisitDep, failure: str) -> Response:
    """Play up to where it goes wrong and have it go wrong; or, of one that did, have it go on."""
    from services.gateway.console import telling

    mended = visit.fields.get("at") == "wrong"
    told = await telling.provoke(visit, visit.token_of(TOUR), telling.failure_of(failure), mended)
    if told.refused:
        return await _page(visit, failure, "wrong" if mended else "", "", told.refused)
    let_in(visit, told.owner, told.platform)
    return visit.to(f"/console/in/{visit.sandbox}/tour/{failure}", at="mended" if mended else "wrong")


async def _page(visit: Visit, asked: str, at: str, shown: str, refused: str = "") -> Response:
    from services.gateway.console import telling

    failure = telling.failure_of(asked)
    told = await telling.look_at(visit, visit.token_of(TOUR), failure, at == "mended") if at else telling.Told()
    stage = stage_of(visit.sandbox, journey=told.journey, phone=told.phone, page=told.page, shown=shown)
    if failure.trace:
        stage = replace(stage, trace=f"/console/in/{visit.sandbox}{failure.trace}")
    refused = refused or told.refused
    return visit.page(
        "failure.html", stage=stage, failure=failure, at=at, refusal=refused, current="tour",
        status=409 if refused else 200,
    )  # fmt: skip
