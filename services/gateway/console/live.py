"""Whether anything moved in a sandbox, for its pages that fill by themselves: they ask for what it was."""

from collections.abc import AsyncIterator

from fastapi import Request
from starlette.responses import Response, StreamingResponse

from services.gateway.console.place import in_sandbox
from services.gateway.instruments.entrance import BornDep, CallerDep, PeersDep
from services.gateway.instruments.stream.act import Stream, Wanted
from services.gateway.instruments.stream.position import begin
from services.gateway.instruments.stream.show import HEADERS, MEDIA_TYPE, moved
from shared.http.host import host_of

router = in_sandbox()


@router.get("/live")
async def follow(request: Request, caller: CallerDep, peers: PeersDep, born: BornDep) -> Response:
    """Server-sent events that say only that something moved; `/sim/stream` says what."""
    beginning = await begin(caller, peers, host_of(request).api.state.logs, born, None, "now")
    if request.scope.get("head_only"):
        return Response(media_type=MEDIA_TYPE, headers=HEADERS)
    stream = Stream(caller, peers, beginning.log, Wanted(), beginning.cursor)
    return StreamingResponse(_moves(stream), media_type=MEDIA_TYPE, headers=HEADERS)


async def _moves(stream: Stream) -> AsyncIterator[bytes]:
    async for piece in stream.events():
        yield moved(piece)
