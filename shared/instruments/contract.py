"""What services say at their inner doors and the gateway reads there: one set of models for both.

An answer may gain fields; who does not know them yet reads over them. Moments are those of the sandbox's clock, but
`recorded_at`, `received_at`, `started_at` and `moved_at` are real.
"""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from shared.errors.meaning import Meaning
from shared.journal.place import Place

Kind = Literal["request", "state", "event", "delivery", "message"]
KINDS: tuple[Kind, ...] = ("request", "state", "event", "delivery", "message")

CALLED = {"confirmed": "published", "returned": "emitted", "unavailable": "emitted", "retry": "retrying"}
"""What a line or a delivery in such a state is called outside."""


class Said(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Asked(BaseModel):
    """What is asked for, in the query; what is left out does not matter."""

    model_config = ConfigDict(frozen=True)


class Line(Said):
    """One line of a service's journal: a request answered, a state reached, one attempt at a delivery …

    `at` is the sandbox's time, `recorded_at` the real one: a frozen clock cannot order anything. `seq` counts up within
    the service. A request's own id stands in `event_id` too, so that `caused_by` is the `event_id` of another line, be
    that a request or an event. `place` is where it stands in the service's feed.
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


class JourneysAsked(Asked):
    """Ids below `before`, newest first, of those that `q` finds: an id, an event's id, or words. Only journeys in which
    an `event` of that type was recorded here; only those that moved here at `since`, by the sandbox's clock, or later.
    """

    before: str | None = None
    q: str | None = None
    event: str | None = None
    since: datetime | None = None
    limit: int = Field(default=50, ge=1, le=500)


class Ids(Said):
    """Journeys or events, by their ids."""

    items: list[str]


class Pending(Said):
    """One service's counts: outbox rows not sent, inbox rows to be tried again or given up, events per type."""

    unsent: int
    retrying: int
    dead: int = 0
    emitted: dict[str, int] = Field(default_factory=dict)
    received: dict[str, int] = Field(default_factory=dict)
    subscriptions: list[str] = Field(default_factory=list)


class State(Said):
    """The last state one service noted; `at` is real time."""

    name: str
    status: str
    at: datetime


class Part(Pending):
    """What one service knows of a journey."""

    journey: str
    started_at: datetime
    moved_at: datetime
    state: State | None = None
    number: str | None = None
    project_code: str | None = None
    project_name: str | None = None
    scenario: str | None = None
    phone: str | None = None
    failures: int = 0
    messages: int = 0


class Parts(Said):
    """A service's part in each of several journeys, as far as it had any."""

    items: list[Part]


class FeedAsked(Asked):
    """What moved `after` a place of the feed, waiting up to `timeout` seconds; without a place, where the feed ends."""

    after: str | None = None
    timeout: float = Field(default=0, ge=0, le=20)


class FeedLinesAsked(Asked):
    """The next lines of the sandbox, or of one journey, after a place of the feed."""

    after: str
    journey: str | None = None
    limit: int = Field(default=500, ge=1, le=1000)


class Kept(Said):
    """What moved before `since` (real µs) may be forgotten."""

    since: int


class Moves(Said):
    """Where the feed was read up to, and the sandboxes that moved."""

    place: str
    moved: list[str]


class EventsAsked(Asked):
    """Which events: of a type, of a journey, not sent yet, with ids between `after` and `before`."""

    type: str | None = None
    journey: str | None = None
    unsent: bool = False
    before: str | None = None
    after: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class DeliveriesAsked(EventsAsked):
    """Which deliveries: those that are now in this state."""

    status: Literal["handled", "retrying", "dead"]


class RecordedEvent(Said):
    """An event as its publisher recorded it; `attempts` is how often sending was tried."""

    id: str
    type: str
    journey: str
    recorded_at: datetime
    sent: bool
    attempts: int


class RecordedEvents(Said):
    """Newest first; ids sort by the moment they were made."""

    items: list[RecordedEvent]


class ReceivedEvent(Said):
    """A delivery as `service` keeps it; `next_attempt_at` where there will be one."""

    service: str
    event_id: str
    status: str
    attempts: int
    received_at: datetime
    next_attempt_at: datetime | None = None
    last_error: str | None = None


class ReceivedEvents(Said):
    """Newest event first."""

    items: list[ReceivedEvent]


class Traffic(Said):
    """What a service knows of some events: those it recorded, those it received."""

    events: list[RecordedEvent]
    deliveries: list[ReceivedEvent]


class WholeEvent(Traffic):
    """All that a service knows of one event. The envelope is unmasked: who shows it masks it."""

    envelope: dict[str, Any] | None
    lines: list[Line]


class Retried(Said):
    """A delivery whose next attempt is due now; `attempts` so far."""

    event_id: str
    status: str
    attempts: int


class TimersAsked(Asked):
    """How many of the next ones."""

    limit: int = Field(default=200, ge=1, le=500)


class Timer(Said):
    """`what` is due at a moment of the sandbox's clock: a retry, a code that runs out …; `key` says of which."""

    at: datetime
    service: str
    what: str
    key: str
    journey: str | None = None


class TimersDue(Said):
    """The next first."""

    items: list[Timer]


class NewLife(Asked):
    """A life that is to begin: of the sandbox with this name, with this seed of its randomness."""

    name: str
    random_seed: int | None = None


class Hold(Asked):
    """Who holds a life, and for how many seconds at most."""

    holder: str
    seconds: float = Field(default=5.0, gt=0, le=10)


class KnownLife(Said):
    """A life as a service has it: whether the sandbox's name stands for it there."""

    life: int
    name: str
    switched_on: bool


class KnownLives(Said):
    """All of them."""

    items: list[KnownLife]


class SandboxRow(Said):
    """A sandbox: when it was made and last used (real µs), what it is called, after how many µs unused it ends."""

    name: str
    created_at: int
    used_at: int
    label: str | None = None
    expires_in: int | None = None


class SandboxRows(Said):
    """All of them."""

    items: list[SandboxRow]


class Changed(Said):
    """Whether there was anything to change."""

    changed: bool


class ClockSetting(Said):
    """A clock, in µs: how far ahead of real time it is, or where it stands still."""

    offset: int
    frozen_at: int | None = None


class TextsAsked(Asked):
    """Which texts: to a phone, of a template unless that is empty, after one of them; seconds to wait for one."""

    to: str
    after: str = ""
    template: str = ""
    wait: float = 0


class Text(Said):
    """短信: as the message service shows it. `vars` hold the account, the initial password, the code …"""

    id: str
    to: str
    sign: str
    template: str
    template_name: str
    template_title: str
    template_title_en: str
    text: str
    vars: dict[str, str]
    parts: int
    status: str
    report_code: str
    report: str
    journey: str | None
    cause_event: str
    created_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None


class Texts(Said):
    """Oldest first, and whether there may be more."""

    items: list[Text]
    more: bool


class PhonesAsked(Asked):
    """Which phones: those whose last text is older than the text `before`."""

    before: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class LastText(Said):
    """The last text to a phone, whatever became of it; its secrets are masked."""

    id: str
    template: str = Field(examples=["T3"])
    template_name: str = Field(examples=["account-created"])
    text: str = Field(examples=["【郑州工改】验证码******，5分钟内有效，请勿泄露。您正在进行联合审图申报业务确认。"])
    status: str = Field(examples=["delivered"])
    report_code: str = Field(examples=["DELIVRD"])
    journey: str | None
    created_at: datetime


class PhoneTexted(Said):
    """手机: how many texts reached it, how many were sent to it and did not (`missed`), and the last of all of them."""

    phone: str = Field(examples=["13800000001"])
    messages: int = Field(examples=[2])
    missed: int = Field(examples=[0])
    last: LastText


class Phones(Said):
    """The one that was texted last first."""

    items: list[PhoneTexted]


class WaitingSince(Said):
    """Since when (real µs) the oldest event waits to be sent, and the oldest delivery for another try; None: none."""

    unsent: int | None = None
    retrying: int | None = None


class Inventory(Said):
    """What there is of a sandbox: rows by table and state, where a table without states has one called `rows`."""

    tables: dict[str, dict[str, int]]
    waiting_since: WaitingSince


class Milestones(Said):
    """How often each journey came as far as the service brings it, and how often of that in vain."""

    reached: dict[str, int]
    failed: dict[str, int] = Field(default_factory=dict)


class Meanings(Said):
    """One for each kind of refusal that has the code."""

    items: list[Meaning]
