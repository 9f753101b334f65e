"""手工发送: an event by hand, with the fields that its schema asks for; and one that happened, edited or once more."""

import json
from typing import Any, Literal, cast

from starlette.responses import Response

from services.gateway.console.named import naming
from services.gateway.console.place import in_sandbox
from services.gateway.console.skeleton import skeleton_of
from services.gateway.instruments.entrance import CallerDep, HandDep, PeersDep
from services.gateway.instruments.events.act import retry_delivery
from services.gateway.instruments.events.sending import compose, replay
from services.gateway.instruments.events.show import Compose, Replay, Retry
from services.gateway.peers.asking import Peers
from services.gateway.traces.lookups.describe_event import describe_event
from services.gateway.traces.lookups.outcome import Seen
from shared.errors import FieldError, Problem, RequestInvalid
from shared.events.published import event_types
from shared.pages.bodies import body_with
from shared.pages.visit import Visit, VisitDep

router = in_sandbox()
SECONDS = 5.0


@router.get("/compose")
async def show(visit: VisitDep, type: str = "") -> Response:  # noqa: A002
    """The type first, then what it says."""
    return _form(visit, type)


@router.post("/compose")
async def send(visit: VisitDep, caller: CallerDep, peers: PeersDep, hand: HandDep) -> Response:
    """Send it, and look at what became of it."""
    fields = visit.fields
    try:
        said = {name: fields.get(name, "").strip() for name in ("type", "subject")} | {"data": _data(fields)}
        seen = await compose(caller, peers, hand, body_with(Compose, said), SECONDS)
    except Problem as problem:
        return _form(visit, fields.get("type", ""), problem)
    return visit.to(f"/console/in/{visit.sandbox}/events/{seen.event.id}", became=seen.outcome)


@router.post("/events/{event_id}/retry")
async def retry(visit: VisitDep, caller: CallerDep, peers: PeersDep, hand: HandDep, event_id: str) -> Response:
    """Try a delivery again now, with other words where some were given, and look at what became of it."""
    try:
        said: dict[str, Any] = {"consumer": visit.fields.get("consumer") or None}
        if "data" in visit.fields:
            said["data"] = _data(visit.fields)
        _, seen = await retry_delivery(caller, peers, hand, event_id, body_with(Retry, said), SECONDS)
    except Problem as problem:
        return await refused_page(visit, peers, event_id, problem)
    return _there(visit, seen)


@router.post("/events/{event_id}/replay")
async def again(visit: VisitDep, caller: CallerDep, peers: PeersDep, hand: HandDep, event_id: str) -> Response:
    """Once more, the same or as a new one."""
    try:
        body = body_with(Replay, {"as": cast("Literal['same', 'new']", visit.fields.get("as", ""))})
        seen = await replay(caller, peers, hand, event_id, body, SECONDS)
    except Problem as problem:
        return await refused_page(visit, peers, event_id, problem)
    return _there(visit, seen)


async def refused_page(visit: Visit, peers: Peers, event_id: str, problem: Problem) -> Response:
    """The event's page, with what was refused."""
    event = await describe_event(peers, event_id)
    return visit.page("event.html", refused=problem, event=event, named=naming(visit), current="events")


def _there(visit: Visit, seen: Seen) -> Response:
    return visit.to(f"/console/in/{visit.sandbox}/events/{seen.event.id}", became=seen.outcome)


def _form(visit: Visit, type_: str, problem: Problem | None = None) -> Response:
    kind = event_types().get(type_)
    written = visit.fields.get("data") or (json.dumps(skeleton_of(kind), ensure_ascii=False, indent=2) if kind else "")
    return visit.page(
        "compose.html", refused=problem, types=sorted(event_types()), type=type_ if kind else "", data=written,
        subject_field=kind.SUBJECT if kind else "", named=naming(visit), current="compose",
    )  # fmt: skip


def _data(fields: Any) -> Any:
    """The document that was typed in; raises RequestInvalid."""
    try:
        return json.loads(fields.get("data", ""))
    except (ValueError, RecursionError) as error:
        zh, en = f"不是 JSON：{error}", f"is no JSON: {error}"
        raise RequestInvalid(errors=[FieldError("/data", "json-malformed", zh, en)]) from error
