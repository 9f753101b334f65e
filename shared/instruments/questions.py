"""The questions at inner doors: where each is asked and what is answered, for who asks and for who answers."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Generic, ParamSpec, TypeVar

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel

from shared.instruments.contract.built import FilingsBuilt, ReviewsBuilt
from shared.instruments.contract.carried import CarriedLines, FilePart, PartTaken, TableShapes
from shared.instruments.contract.clock import ClockSetting, TimersDue
from shared.instruments.contract.exchanges import ExchangesKept, ServiceMarks
from shared.instruments.contract.faults import FaultsKept
from shared.instruments.contract.hands import DeadCounts, DeadLetters, Edited, EventSent
from shared.instruments.contract.journal import FeedEvents, JourneyLines, Kept, Lines, Moves
from shared.instruments.contract.journeys import Parts
from shared.instruments.contract.keys import KeyMade, Keys
from shared.instruments.contract.measured import Measured
from shared.instruments.contract.people import ProjectApproved, UnitMade
from shared.instruments.contract.problems import Meanings
from shared.instruments.contract.said import Changed, Ids
from shared.instruments.contract.sandboxes import KnownLives, SandboxRows, SentEvents
from shared.instruments.contract.state import Inventory, Milestones
from shared.instruments.contract.texts import Phones, Templates, Text, Texts
from shared.instruments.contract.traffic import (
    Envelopes,
    Pending,
    ReceivedEvents,
    RecordedEvents,
    Retried,
    Traffic,
    WholeEvent,
)

A = TypeVar("A", bound=BaseModel)
P = ParamSpec("P")

PREFIX = "/internal"


class Question(Generic[A]):
    """`method` and `path` (below `/internal`) of a question whose answer is an `answer`."""

    def __init__(self, method: str, path: str, answer: type[A]) -> None:
        self.method, self.path, self.answer = method, path, answer

    def about(self, **parts: str) -> "Question[A]":
        """The question about one thing: `EVENT.about(event_id="…")`."""
        return Question(self.method, self.path.format_map(parts), self.answer)

    def read(self, said: bytes) -> A:
        """The answer as it came; raises ValidationError."""
        return self.answer.model_validate_json(said)

    def on(self, router: APIRouter) -> Callable[[Callable[P, Awaitable[A]]], Callable[P, Awaitable[Response]]]:
        """A decorator for the function that answers it."""

        def answered(answer: Callable[P, Awaitable[A]]) -> Callable[P, Awaitable[Response]]:
            @wraps(answer)
            async def respond(*args: P.args, **kwargs: P.kwargs) -> Response:
                return Response((await answer(*args, **kwargs)).model_dump_json(), media_type="application/json")

            router.add_api_route(self.path, respond, methods=[self.method], response_model=None)
            return respond

        return answered


JOURNAL = Question("GET", "/journal", JourneyLines)
JOURNALS = Question("POST", "/journal/lookup", Lines)
REQUESTS = Question("GET", "/requests", Lines)
EXCHANGES = Question("POST", "/requests/lookup", ExchangesKept)
MEASURED = Question("GET", "/measured", Measured)
MARKS = Question("GET", "/marks", ServiceMarks)
CONTROLS = Question("GET", "/controls", Lines)
JOURNEYS = Question("GET", "/journeys", Ids)
SUMMARIES = Question("POST", "/journeys/summaries", Parts)
FEED = Question("GET", "/feed", Moves)
FEED_LINES = Question("GET", "/feed/lines", Lines)
FEED_EVENTS = Question("GET", "/feed/events", FeedEvents)
FEED_KEPT = Question("GET", "/feed/kept", Kept)
SUBSCRIPTIONS = Question("GET", "/subscriptions", Ids)
PENDING = Question("GET", "/pending", Pending)
EVENTS = Question("GET", "/events", RecordedEvents)
EVENTS_BY_ID = Question("POST", "/events/lookup", Traffic)
ENVELOPES = Question("POST", "/events/envelopes", Envelopes)
EVENT = Question("GET", "/events/{event_id}", WholeEvent)
DELIVERIES = Question("GET", "/deliveries", ReceivedEvents)
RETRY = Question("POST", "/deliveries/{event_id}/retry", Retried)
RETRY_ALL = Question("POST", "/deliveries/retry", Ids)
EDIT = Question("POST", "/deliveries/{event_id}/edit", Edited)
DEAD = Question("POST", "/dead-letters", DeadLetters)
DEAD_COUNTS = Question("GET", "/dead-letters/counts", DeadCounts)
SEND_AGAIN = Question("POST", "/events/{event_id}/send", EventSent)
REPEAT = Question("POST", "/events/{event_id}/repeat", EventSent)
RECORD = Question("POST", "/events", EventSent)
TIMERS = Question("GET", "/timers", TimersDue)
SANDBOXES = Question("GET", "/sandboxes", SandboxRows)
LIVES = Question("GET", "/lives", KnownLives)
BEGIN_LIFE = Question("PUT", "/lives/{life}", Changed)
SWITCH_LIFE = Question("POST", "/lives/{life}/switch", Changed)
HOLD_LIFE = Question("PUT", "/lives/{life}/hold", Changed)
RELEASE_LIFE = Question("DELETE", "/lives/{life}/hold/{holder}", Changed)
QUIET_LIFE = Question("PUT", "/lives/{life}/quiet", Changed)
SENT = Question("POST", "/lives/{life}/sent", SentEvents)
UNRECEIVED = Question("POST", "/lives/{life}/unreceived", Ids)
SEND_ANEW = Question("POST", "/lives/{life}/unsent", Ids)
REMOVE_LIFE = Question("DELETE", "/lives/{life}", Changed)
TABLES = Question("GET", "/tables", TableShapes)
LINES_OF = Question("POST", "/lives/{life}/rows", CarriedLines)
PUT_LINES = Question("PUT", "/lives/{life}/rows", Changed)
FILES_OF = Question("GET", "/lives/{life}/files", Ids)
FILE_PART = Question("POST", "/files/part", FilePart)
PUT_PART = Question("PUT", "/files/part", PartTaken)
CLOCK = Question("GET", "/sandboxes/{name}/clock", ClockSetting)
SET_CLOCK = Question("PUT", "/sandboxes/{name}/clock", ClockSetting)
FAULTS = Question("GET", "/faults", FaultsKept)
SET_FAULT = Question("PUT", "/faults", Changed)
REMOVE_FAULT = Question("DELETE", "/faults/{fault}", Changed)
TEXTS = Question("GET", "/texts", Texts)
TEXT = Question("GET", "/texts/{message_id}", Text)
TEMPLATES = Question("GET", "/templates", Templates)
MAKE_KEY = Question("POST", "/access-keys", KeyMade)
KEYS = Question("GET", "/access-keys", Keys)
PHONES = Question("GET", "/phones", Phones)
INVENTORY = Question("GET", "/inventory", Inventory)
MILESTONES = Question("GET", "/milestones", Milestones)
MEANINGS = Question("GET", "/problems/{code}", Meanings)
APPROVE_PROJECT = Question("POST", "/investment-projects", ProjectApproved)
MAKE_UNIT = Question("POST", "/platform-accounts", UnitMade)
BUILD_FILINGS = Question("POST", "/built/filings", FilingsBuilt)
BUILT_FILINGS = Question("POST", "/built/filings/lookup", FilingsBuilt)
BUILD_REVIEWS = Question("POST", "/built/reviews", ReviewsBuilt)
