"""判定: a journey turned into an expectation, and another judged by it, sentence by sentence."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from services.gateway.console.place import in_sandbox
from services.gateway.instruments.entrance import CallerDep, PeersDep
from services.gateway.instruments.journeys.act import JourneySearch, list_journeys
from services.gateway.instruments.verify.act import make_expectation, verify
from services.gateway.instruments.verify.show import VerifiedView, Verify
from services.gateway.peers.asking import Peers
from shared.errors import FieldError, Problem, RequestInvalid
from shared.pages.bodies import body_with
from shared.pages.visit import Visit, VisitDep

router = in_sandbox()
CHOICES = 50
LONGEST = 100_000
SOME = {"expect": [{"kind": "message", "name": "T3", "status": "delivered", "count": 1}]}


@router.get("/verify")
async def show(visit: VisitDep, peers: PeersDep) -> Response:
    """`?from=` turns that journey into the expectation, `?journey=` is the one to judge."""
    query = visit.request.query_params
    made = (await make_expectation(peers, query["from"])).model_dump() if query.get("from") else SOME
    return await _page(visit, peers, _written(made), query.get("journey", ""))


@router.post("/verify")
async def judge(visit: VisitDep, peers: PeersDep, caller: CallerDep) -> Response:
    """Judge the chosen journey; what is missing is waited for as long as the expectation says."""
    written, journey = visit.fields.get("expectation", ""), visit.fields.get("journey", "")
    try:
        outcome = await verify(caller, peers, body_with(Verify, _read(written) | {"journey": journey or None}))
    except Problem as problem:
        return await _page(visit, peers, written, journey, refused=problem)
    return await _page(visit, peers, written, journey, outcome)


def _read(written: str) -> dict[str, object]:
    try:
        read = json.loads(written[:LONGEST])
        if not isinstance(read, dict):
            raise TypeError
    except (ValueError, TypeError, RecursionError) as error:
        wrong = FieldError("/expectation", "json-malformed", "请填写 JSON 对象。", "write a JSON object")
        raise RequestInvalid(errors=[wrong]) from error
    return read


def _written(made: Mapping[str, Any]) -> str:
    """One expectation a line, so that a reader finds what to change."""
    lines = {
        name: "[\n" + ",\n".join(f"    {json.dumps(one, ensure_ascii=False)}" for one in value) + "\n  ]"
        if isinstance(value, list) and value
        else json.dumps(value)
        for name, value in made.items()
    }
    return "{\n" + ",\n".join(f'  "{name}": {value}' for name, value in lines.items()) + "\n}"


async def _page(
    visit: Visit, peers: Peers, written: str, journey: str, outcome: VerifiedView | None = None,
    refused: Problem | None = None,
) -> Response:  # fmt: skip
    found = await list_journeys(peers, JourneySearch(), None, CHOICES)
    rows = [*outcome.expectations, *outcome.absent] if outcome else []
    return visit.page(
        "verify.html", journeys=found.journeys, written=written, journey=journey, outcome=outcome, rows=rows,
        refused=refused, current="verify",
    )  # fmt: skip
