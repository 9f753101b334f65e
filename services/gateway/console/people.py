"""人员与企业: who is in the sandbox from the start, and a new unit or an approved project for a test."""

from typing import Any

from starlette.responses import Response

from services.gateway.console.place import in_sandbox
from services.gateway.instruments.entrance import HandDep, PeersDep
from services.gateway.instruments.people.act import approve_project, register_enterprise
from services.gateway.instruments.people.show import NewEnterprise, NewInvestmentProject
from services.gateway.portal.seed import personas
from shared.errors import Problem
from shared.http.api import StoreDep
from shared.pages.bodies import body_with
from shared.pages.visit import Visit, VisitDep

router = in_sandbox()
KINDS = ("owner", "institution", "government", "design", "survey", "agency")


@router.get("/people")
async def show(visit: VisitDep) -> Response:
    """The personas, and two forms."""
    return _page(visit)


@router.post("/people")
async def make(visit: VisitDep, peers: PeersDep, store: StoreDep, hand: HandDep) -> Response:
    """A new unit; how it logs in is shown once, here."""
    given = {name: value for name in ("kind", "name") if (value := visit.fields.get(name, "").strip())}
    try:
        made = await register_enterprise(store, peers, hand, body_with(NewEnterprise, given))
    except Problem as problem:
        return _page(visit, problem)
    return _page(visit, made=made)


@router.post("/people/project")
async def approve(visit: VisitDep, peers: PeersDep, hand: HandDep) -> Response:
    """An approved project that a unit may link."""
    code = visit.fields.get("credit_code", "").strip()
    try:
        project = await approve_project(peers, hand, body_with(NewInvestmentProject, {"credit_code": code}))
    except Problem as problem:
        return _page(visit, problem)
    return _page(visit, project=project)


def _page(visit: Visit, problem: Problem | None = None, made: Any = None, project: Any = None) -> Response:
    known = personas()
    return visit.page(
        "people.html", refused=problem, personas=known["account"], platform=known["platform"],
        password=known["password"], kinds=KINDS, made=made, project=project, current="people",
    )  # fmt: skip
