"""A service that has one page with every part of the kit on it, in each of the looks."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, UploadFile
from fastapi import Path as InPath
from starlette.responses import Response, StreamingResponse

from services.hall.tables import Row
from shared.bus.contract import Bus
from shared.errors import FieldError, RequestInvalid
from shared.pages.forms import reshaped, shown, values_from
from shared.pages.place import SIM, Look, Place
from shared.pages.route import router_of
from shared.pages.session import sim_allowed
from shared.pages.visit import Visit, VisitDep
from shared.service import Service
from shared.settings import Settings
from tests.pages.forms.schema import SCHEMA

HERE = Path(__file__).parent
LOOKS: tuple[Look, ...] = get_args(Look)
_SHELLS = {
    "portal": "kit/shell_a.html",
    "hall": "kit/shell_a.html",
    "review": "kit/shell_b.html",
    "console": "kit/shell_b.html",
}
VALUES: dict[str, Any] = {
    "project": {"name": "示例", "area": 20000, "green": True, "kinds": ["1"]}, "buildings": [{"name": "1#楼"}, {}],
}  # fmt: skip
NAME_MISSING = FieldError("/project/name", "missing", "该字段不得为空！", "must be filled in")
_KEPT: dict[str, int] = {}


class Stream:
    """What moves, told to whoever listens; `cut` ends every stream as a lost connection does."""

    def __init__(self) -> None:
        self.told, self.listening, self.cuts = 0, 0, 0
        self._moved = asyncio.Event()

    def tell(self) -> None:
        """Something moved."""
        self.told += 1
        self._wake()

    def cut(self) -> None:
        """Every stream ends."""
        self.cuts += 1
        self._wake()

    async def listen(self) -> AsyncIterator[str]:
        """One stream."""
        cuts, seen = self.cuts, self.told
        self.listening += 1
        try:
            yield ": here\n\n"
            while self.cuts == cuts:
                await self._moved.wait()
                if seen != self.told:
                    seen = self.told
                    yield f"id: {seen}\ndata: moved\n\n"
        finally:
            self.listening -= 1

    def _wake(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()


STREAM = Stream()


def sample_of(place: Place) -> APIRouter:
    """The page in the look of this place."""
    router, path = router_of(place), f"/hall/web/sample/{place.look}"

    @router.get(path)
    async def show(visit: VisitDep) -> Response:
        return page(visit, VALUES)

    @router.get(path + "/part")
    async def part(visit: VisitDep) -> Response:
        _KEPT[visit.visitor] = _KEPT.get(visit.visitor, 0) + 1
        return visit.page("part.html", count=_KEPT[visit.visitor])

    @router.get(path + "/watching")
    async def watching(visit: VisitDep) -> Response:
        return visit.page("watching.html", count=STREAM.told)

    @router.get(path + "/live")
    async def live() -> Response:
        return StreamingResponse(STREAM.listen(), media_type="text/event-stream")

    @router.post(path)
    async def save(visit: VisitDep) -> Response:
        values = values_from(visit.fields, SCHEMA)
        if doing := visit.fields.get("do"):
            return page(visit, reshaped(values, doing))
        if "name" not in values.get("project", {}):
            return page(visit, values, RequestInvalid(errors=[NAME_MISSING]))
        return visit.to(path, saved=visit.fields["idempotency_key"])

    @router.post("/hall/web/applications/{look}/materials/M01/files")
    async def upload(visit: VisitDep, file: UploadFile, look: Annotated[str, InPath()]) -> Response:
        if file.filename == "wrong.pdf":
            raise RequestInvalid
        return visit.to(f"/hall/web/sample/{look}", uploaded=f"{file.filename} {file.size}")

    return router


def guarded() -> APIRouter:
    """A page of the simulator's own, for whoever knows SHENTU_SIM_TOKEN."""
    router = router_of(Place("guarded", HERE, "console", login=SIM, home="/hall"), dependencies=[Depends(sim_allowed)])

    @router.get("/hall/web/guarded")
    async def show(visit: VisitDep) -> Response:
        return visit.page("part.html", count=1)

    return router


def page(visit: Visit, values: Any, problem: RequestInvalid | None = None) -> Response:
    """The page with these values in its form."""
    errors = {} if problem is None else {error.pointer: [error.zh] for error in problem.errors}
    sections = shown(SCHEMA, values, errors, ["/buildings/1/name"], visit.language)
    return visit.page(
        "sample.html", refused=problem, sections=sections, shell=_SHELLS[visit.place.look],
        asked=visit.request.query_params,
    )  # fmt: skip


def create_sample(settings: Settings, bus: Bus) -> Service:
    """In the hall's place, with a router for each look."""
    places = [Place(look, HERE, look, home="/hall") for look in LOOKS]
    routers = [*(sample_of(place) for place in places), guarded()]
    return Service(
        name="hall", title="sample", settings=settings, bus=bus, row=Row, handlers={}, routers=routers,
        seed=lambda tx: None,
    )  # fmt: skip
