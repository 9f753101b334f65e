"""Lines of the journal: of a journey, requests, and what the feed tells next."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from shared.instruments.contract.question import Question
from shared.instruments.contract.said import Asked, Ids, Nothing, Said
from shared.journal.place import Place

Kind = Literal["request", "control", "state", "event", "delivery", "message"]


KINDS: tuple[Kind, ...] = ("request", "control", "state", "event", "delivery", "message")


CALLED = {"confirmed": "published", "returned": "emitted", "unavailable": "emitted", "retry": "retrying"}


"""What a line or a delivery in such a state is called outside."""


class Line(Said):
    """One line of a service's journal: a request answered, a tester's hand, a state reached, one try at a delivery …

    `at` is the sandbox's time, `recorded_at` the real one: a frozen clock cannot order anything. `seq` counts up within
    the service. A request's own id stands in `event_id` too, so that `caused_by` is the `event_id` of another line, be
    that a request or an event; so does that of a tester's hand. `place` is where it stands in the service's feed.
    """

    tx: int = 0
    seq: int
    service: str
    journey: str | None = None
    kind: Kind
    name: str
    status: str
    at: datetime
    recorded_at: datetime
    event_id: str | None = None
    caused_by: str | None = None
    duration_ms: float | None = None
    attempt: int | None = None
    error: str | None = None
    detail: dict[str, Any] = Field(default_factory=dict)

    @property
    def place(self) -> Place:
        return Place(self.tx, self.seq)


class Lines(Said):
    """Lines in the order they were written; of requests, the newest first."""

    items: list[Line]


class JourneyLines(Lines):
    """A journey's lines, and where the feed ended before they were read: whoever goes on from there misses nothing."""

    place: str


class JourneyAsked(Asked):
    """Which journey."""

    journey: str


class RequestsAsked(Asked):
    """Which requests: of a journey, or of none (`none`); with this status; whose path is like this (`*` for anything);
    since a moment of real time; older than the line at the place `before`."""

    journey: str | None = None
    status: str | None = None
    path: str | None = None
    since: datetime | None = None
    before: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class ControlsAsked(Asked):
    """Which hands of testers: in a journey, or in none (`none`); whose; what they did; since a moment of real time;
    begun before the line at the place `before`."""

    journey: str | None = None
    actor: str | None = None
    name: str | None = None
    since: datetime | None = None
    before: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class FeedAsked(Asked):
    """What moved `after` a place of the feed, waiting up to `timeout` seconds; without a place, where the feed ends."""

    after: str | None = None
    timeout: float = Field(default=0, ge=0, le=20)


class FeedLinesAsked(Asked):
    """The next lines of the sandbox, or of one journey, after a place of the feed."""

    after: str
    journey: str | None = None
    limit: int = Field(default=500, ge=1, le=1000)


class FeedEventsAsked(Asked):
    """The next events that were recorded in the sandbox, after a place of the feed."""

    after: str
    limit: int = Field(default=200, ge=1, le=500)


class FeedEvents(Said):
    """Their envelopes, unmasked, in the order they were recorded; and how far the feed was read for that."""

    place: str
    items: list[dict[str, Any]]


class Kept(Said):
    """What moved before `since` (real µs) may be forgotten."""

    since: int


class Moves(Said):
    """Where the feed was read up to, and the sandboxes that moved."""

    place: str
    moved: list[str]


JOURNAL = Question("journal", JourneyAsked, JourneyLines)
JOURNALS = Question("journals", Ids, Lines)
REQUESTS = Question("requests", RequestsAsked, Lines)
CONTROLS = Question("controls", ControlsAsked, Lines)
FEED = Question("feed", FeedAsked, Moves)
FEED_LINES = Question("feed-lines", FeedLinesAsked, Lines)
FEED_EVENTS = Question("feed-events", FeedEventsAsked, FeedEvents)
FEED_KEPT = Question("feed-kept", Nothing, Kept)
