"""故障: what goes wrong on purpose in the sandbox; set by a form, removed by a button."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import Response

from services.gateway.console.place import in_sandbox
from services.gateway.console.presenting import refuse_while_presenting
from services.gateway.instruments.entrance import HandDep, PeersDep
from services.gateway.instruments.faults import act
from services.gateway.instruments.faults.show import NewFault
from services.gateway.peers.asking import Peers
from shared.errors import Problem
from shared.events.published import event_types
from shared.faults.fault import AT, At
from shared.faults.grammar import Doing, Hop, hops
from shared.pages.bodies import body_with
from shared.pages.visit import Visit, VisitDep

router = in_sandbox()
OFTEN = {"times": int, "probability": float, "seconds": float}
CHOICES = {
    "service": ("hall", "review", "sms", "portal"), "consumer": ("hall", "review", "sms"),
    "method": ("GET", "POST", "PUT", "PATCH", "DELETE"), "event": tuple(event_types()),
}  # fmt: skip
FIRST: At = "delivery"


@router.get("/faults")
async def show(visit: VisitDep, peers: PeersDep, at: str = FIRST, do: str = "") -> Response:
    """The faults there are, and a form for another one."""
    return await _page(visit, peers, at, do)


@router.post("/faults")
async def set_fault(visit: VisitDep, peers: PeersDep, hand: HandDep) -> Response:
    """Set it, and look at the list; not while presenting."""
    refuse_while_presenting(visit)
    at, do = visit.fields.get("at", ""), visit.fields.get("do", "")
    try:
        await act.set_fault(peers, hand, body_with(NewFault, _asked(visit.fields)))
    except Problem as problem:
        return await _page(visit, peers, at, do, problem)
    return visit.to(f"/console/in/{visit.sandbox}/faults?at={at}&do={do}")


@router.post("/faults/remove")
async def remove(visit: VisitDep, peers: PeersDep, hand: HandDep) -> Response:
    """One of them, or all."""
    asked = visit.fields.get("fault", "")
    found = (await act.list_faults(peers)).items
    await act.remove_faults(peers, hand, [one for one in found if asked in ("", one.id)])
    return visit.to(f"/console/in/{visit.sandbox}/faults")


async def _page(visit: Visit, peers: Peers, at: str, do: str, problem: Problem | None = None) -> Response:
    hop = hops()[at if at in AT else FIRST]
    doing = hop.do.get(do) or next(iter(hop.do.values()))
    found = await act.list_faults(peers)
    return visit.page(
        "faults.html", refused=problem, faults=found.items, unavailable=found.unavailable, hops=hops(), hop=hop,
        doing=doing, choices=CHOICES, often=OFTEN, pairs=_pairs, example=_example(hop, doing), current="faults",
    )  # fmt: skip


def _pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    """As a list to choose from wants them: the word, and what is read."""
    return [(word, word) for word in words]


def _example(hop: Hop, doing: Doing) -> str:
    given = {name: one.default for name, one in doing.parameters.items() if one.default not in (None, "")}
    return json.dumps({"at": hop.at, "do": doing.name, **given, "times": 1}, ensure_ascii=False)


def _asked(fields: Mapping[str, str]) -> dict[str, Any]:
    """What was typed, as the body that the API takes; what was left empty is left out."""
    given = {name: text for name, value in fields.items() if (text := value.strip())}
    numbers = {name for doing in _doings(given.get("at", "")) for name, one in doing.items() if one == "number"}
    asked: dict[str, Any] = {"match": {}}
    for name, text in given.items():
        if name.startswith("match/"):
            asked["match"][name.removeprefix("match/")] = _where(text) if name == "match/where" else text
        elif name in NewFault.model_fields:
            asked[name] = _typed(name, text, numbers)
    return asked


def _doings(at: str) -> list[dict[str, str]]:
    found = hops().get(at)  # type: ignore[call-overload]
    return [{name: one.kind for name, one in do.parameters.items()} for do in found.do.values()] if found else []


def _typed(name: str, text: str, numbers: set[str]) -> Any:
    """A number where one is wanted: what is none goes on as it is, and is refused by its field."""
    if name == "vars":
        return text.replace("，", " ").replace(",", " ").split()
    kind = OFTEN.get(name) or (int if name in numbers else str)
    try:
        return kind(text)
    except ValueError:
        return text


def _where(text: str) -> dict[str, str]:
    """`/data/scenario=buildings`, several after semicolons."""
    pairs = (part.partition("=") for part in text.split(";") if part.strip())
    return {pointer.strip(): value.strip() for pointer, _, value in pairs}
