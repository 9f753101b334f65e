"""流: each step as it happens, for whoever shows it or waits for it."""

from typing import Annotated

from fastapi import Header, Query, Request
from fastapi.responses import Response, StreamingResponse

from services.gateway.instruments.entrance import BornDep, CallerDep, PeersDep, sim_router
from services.gateway.instruments.event_type import ServiceName, check_event_type
from services.gateway.instruments.stream.act import Stream, Wanted
from services.gateway.instruments.stream.logs import Logs
from services.gateway.instruments.stream.position import Since, begin, cursor_of
from services.gateway.instruments.stream.show import ANSWERS, HEADERS, MEDIA_TYPE
from shared.http.host import host_of
from shared.instruments.contract.journal import Kind

router = sim_router("journeys 旅程")


@router.get("/stream", response_class=StreamingResponse, responses=ANSWERS)
async def follow(
    request: Request,
    caller: CallerDep,
    peers: PeersDep,
    born: BornDep,
    journey: Annotated[str | None, Query(max_length=80, description="Its id, or `none`.")] = None,
    kind: Annotated[list[Kind] | None, Query(description="May be given several times, like the next two.")] = None,
    service: Annotated[list[ServiceName] | None, Query()] = None,
    event: Annotated[list[str] | None, Query(description="Events of these types, and their deliveries.")] = None,
    since: Since = "now",
    after: Annotated[str | None, Query(max_length=2000, description="The `id` of an event, or a `cursor`.")] = None,
    last_event_id: Annotated[str | None, Header(max_length=2000, description="As browsers send it again.")] = None,
) -> Response:
    """Server-sent events: each step as in `/sim/journeys/{id}`, with its `journey`, as soon as it is committed.

    A step that changes (handled, tried again) is sent again with the same step `id`. After a break go on with
    `Last-Event-ID` or `?after=`, without gap or double; where that is impossible there comes `gap`, and you load anew.
    The first event is `begin`, with your position; a comment comes every 15 s. When the sandbox is deleted or reset the
    last event is `end`.
    """
    for named in event or ():
        check_event_type(named, "/query/event")
    logs: Logs = host_of(request).api.state.logs
    beginning = await begin(caller, peers, logs, born, cursor_of(after, last_event_id), since)
    wanted = Wanted(journey, kind or (), service or (), event or ())
    stream = Stream(caller, peers, beginning.log, wanted, beginning.cursor)
    if request.scope.get("head_only"):
        return Response(media_type=MEDIA_TYPE, headers=HEADERS)
    return StreamingResponse(stream.events(beginning.missed), media_type=MEDIA_TYPE, headers=HEADERS)
