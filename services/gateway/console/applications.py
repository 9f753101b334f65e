"""捷径: an application, or many, brought up to a stage by a form; what there is then, and where to look at it."""

from starlette.requests import Request
from starlette.responses import Response

from services.gateway.console.named import naming
from services.gateway.console.place import in_sandbox
from services.gateway.instruments.applications.act import build
from services.gateway.instruments.applications.show import BuildApplications, BuiltApplication
from services.gateway.instruments.applications.stage import STAGES
from services.gateway.instruments.entrance import CallerDep, HandDep, PeersDep
from services.gateway.portal.procedures.tokens import issuer_of
from services.gateway.portal.seed import personas
from shared.errors import Problem
from shared.http.host import host_of
from shared.pages.bodies import body_with
from shared.pages.posted import Fields
from shared.pages.visit import Visit, VisitDep

router = in_sandbox()
SCENARIOS = ("renovation-fitout", "buildings", "municipal", "key-or-resettlement")
SECONDS = 30.0


@router.get("/applications")
async def show(visit: VisitDep) -> Response:
    """How far, and of whom."""
    return _page(visit)


@router.post("/applications")
async def make(visit: VisitDep, request: Request, caller: CallerDep, peers: PeersDep, hand: HandDep) -> Response:
    """Build them, and show what there is."""
    try:
        body = body_with(BuildApplications, _asked(visit.fields))
        made = await build(caller, hand, issuer_of(host_of(request)), peers, body, SECONDS)
    except Problem as problem:
        return _page(visit, problem)
    return _page(visit, made=made)


def _asked(fields: Fields) -> dict[str, object]:
    """What was filled in, as the control plane takes it."""
    names = ("stage", "scenario", "credit_code", "project_code", "leader_phone")
    said: dict[str, object] = {name: value for name in names if (value := fields.get(name, "").strip())}
    count = fields.get("count", "").strip()
    return said | ({"count": int(count) if count.isascii() and count.isdigit() else count} if count else {})


def _page(visit: Visit, problem: Problem | None = None, made: list[BuiltApplication] | None = None) -> Response:
    return visit.page(
        "applications.html", refused=problem, stages=STAGES, scenarios=SCENARIOS, personas=personas()["account"],
        made=made, named=naming(visit), current="applications",
    )  # fmt: skip
