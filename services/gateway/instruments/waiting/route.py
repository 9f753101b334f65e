"""等待: the server waits, so that tests neither sleep nor poll."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from services.gateway.instruments.entrance import CallerDep, PeersDep, sim_router
from services.gateway.instruments.event_type import WhereText, check_event_type, where_asked
from services.gateway.instruments.waiting.act import text_wanted, wait_for_event, wait_for_state
from services.gateway.instruments.waiting.errors import NothingToWaitFor, OneThingAtATime, StateMalformed
from services.gateway.peers.asking import Peers
from services.gateway.peers.watch import Caller
from services.gateway.traces.lookups.find_events import EventSearch
from services.gateway.traces.rules.event import SeenEnvelope
from services.gateway.traces.rules.event_status import EventStatus
from services.gateway.traces.rules.step import Step
from shared.context import current
from shared.events.sms import MessageDelivered, MessageFailed
from shared.values.fields import Mobile

router = sim_router("waiting 等待")

TEXTED = (MessageDelivered.TYPE, MessageFailed.TYPE)
Timeout = Annotated[float, Field(ge=0, le=60, allow_inf_nan=False, description="Seconds, at most 60.")]


class Wait(BaseModel):
    """What to wait for. `message` and `phone` are a text that the message service tells of, `state` is of a journey."""

    journey: str | None = Field(default=None, min_length=1, max_length=80)
    event: str | None = Field(default=None, description="Its type, e.g. `review.project.pushed`.", max_length=80)
    status: EventStatus = "emitted"
    after: str | None = Field(default=None, max_length=80, description="Only events recorded after this one (its id).")
    message: str | None = Field(
        default=None, max_length=80, description="A text: its template's id, name or both: `T3 account-created`."
    )
    phone: Mobile | None = Field(default=None, description="A text to this phone.")
    state: str | None = Field(
        default=None, max_length=80, description="A thing and its state: `application:confirmed`."
    )
    where: list[WhereText] = Field(default_factory=list, max_length=20, examples=[["/data/scenario:buildings"]])
    timeout: Timeout = 10


@router.get("/wait", response_model=SeenEnvelope)
async def wait(caller: CallerDep, peers: PeersDep, asked: Annotated[Wait, Query()]) -> SeenEnvelope | JSONResponse:
    """The event, as soon as it is there, or at once if it already is: the newest one that matches.

    `status` handled waits until every consumer handled it. With `message` or `phone` it is the message service's event
    about that text, with `state` the step in which the journey got into it. 408 `wait-timeout` says what did happen
    and where it stopped.
    """
    if asked.state is not None:
        return JSONResponse((await _state(caller, peers, asked)).model_dump(mode="json", by_alias=True))
    check_event_type(asked.event, "/query/event")
    found = await wait_for_event(caller, peers, await _search(peers, asked), asked.after, asked.timeout)
    current().journey = found.journey
    return found


async def _search(peers: Peers, asked: Wait) -> EventSearch:
    text = asked.message is not None or asked.phone is not None
    if not text and asked.journey is None and asked.event is None:
        raise NothingToWaitFor
    named = (asked.event,) if asked.event else ()
    if text and asked.event not in (None, *TEXTED):
        raise OneThingAtATime("event")
    where = (*where_asked(asked.where), *await text_wanted(peers, asked.message, asked.phone))
    types = named or (TEXTED if text else ())
    return EventSearch(types=types, journey=asked.journey, status=asked.status, where=where)


async def _state(caller: Caller, peers: Peers, asked: Wait) -> Step:
    thing, colon, state = (asked.state or "").partition(":")
    if not (colon and thing and state) or asked.journey is None:
        raise StateMalformed("state" if asked.journey else "journey")
    for name in ("event", "message", "phone", "where"):
        if getattr(asked, name):
            raise OneThingAtATime(name)
    current().journey = asked.journey
    return await wait_for_state(caller, peers, asked.journey, thing, state, asked.timeout)
