"""The questions at inner doors: what each asks with, and what is answered, for who asks and for who answers."""

from typing import Generic, TypeVar

from pydantic import BaseModel

from shared.faults.fault import Fault
from shared.instruments.contract.built import FilingsBuilt, FilingsWanted, ReviewsBuilt, ReviewsWanted
from shared.instruments.contract.carried import (
    CarriedLines,
    FilePart,
    LinesAsked,
    LinesGiven,
    PartAsked,
    PartGiven,
    PartTaken,
    TableShapes,
)
from shared.instruments.contract.clock import ClockSet, ClockSetting, TimersAsked, TimersDue
from shared.instruments.contract.exchanges import ExchangesKept, ServiceMarks
from shared.instruments.contract.faults import FaultNamed, FaultsKept
from shared.instruments.contract.hands import (
    DeadAsked,
    DeadCounts,
    DeadLetters,
    Edited,
    EditWanted,
    EventRepeated,
    EventSent,
    EventWanted,
)
from shared.instruments.contract.journal import (
    ControlsAsked,
    FeedAsked,
    FeedEvents,
    FeedEventsAsked,
    FeedLinesAsked,
    JourneyAsked,
    JourneyLines,
    Kept,
    Lines,
    Moves,
    RequestsAsked,
)
from shared.instruments.contract.journeys import JourneysAsked, Parts
from shared.instruments.contract.keys import KeyMade, Keys, KeyWanted
from shared.instruments.contract.measured import Measured
from shared.instruments.contract.people import ProjectApproved, ProjectWanted, UnitMade, UnitWanted
from shared.instruments.contract.problems import CodeAsked, Meanings
from shared.instruments.contract.said import Changed, Ids, Nothing
from shared.instruments.contract.sandboxes import (
    Expected,
    Hold,
    KnownLives,
    NewLife,
    OfLife,
    OfSandbox,
    Quiet,
    Release,
    SandboxRows,
    SentAsked,
    SentEvents,
    Unsend,
)
from shared.instruments.contract.state import Inventory, Milestones
from shared.instruments.contract.texts import Phones, PhonesAsked, Templates, Text, TextAsked, Texts, TextsAsked
from shared.instruments.contract.traffic import (
    DeliveriesAsked,
    Envelopes,
    EventAsked,
    EventsAsked,
    Pending,
    ReceivedEvents,
    RecordedEvents,
    Retried,
    Traffic,
    WholeEvent,
)

Q = TypeVar("Q", bound=BaseModel)
A = TypeVar("A", bound=BaseModel)

PREFIX = "/internal/"
"""Questions are posted to this and their name."""


class Question(Generic[Q, A]):
    """What is asked at an inner door with a `Q`, and answered with an `A`; many who ask the same at once share it."""

    changes = False

    def __init__(self, name: str, asked: type[Q], answer: type[A]) -> None:
        self.name, self.asked, self.answer = name, asked, answer

    @property
    def path(self) -> str:
        """Where it is asked."""
        return PREFIX + self.name


class Order(Question[Q, A]):
    """Something is to be done: each time it is asked for."""

    changes = True


JOURNAL = Question("journal", JourneyAsked, JourneyLines)
JOURNALS = Question("journals", Ids, Lines)
REQUESTS = Question("requests", RequestsAsked, Lines)
EXCHANGES = Question("exchanges", Ids, ExchangesKept)
MEASURED = Question("measured", Nothing, Measured)
MARKS = Question("marks", Nothing, ServiceMarks)
CONTROLS = Question("controls", ControlsAsked, Lines)
JOURNEYS = Question("journeys", JourneysAsked, Ids)
SUMMARIES = Question("summaries", Ids, Parts)
FEED = Question("feed", FeedAsked, Moves)
FEED_LINES = Question("feed-lines", FeedLinesAsked, Lines)
FEED_EVENTS = Question("feed-events", FeedEventsAsked, FeedEvents)
FEED_KEPT = Question("feed-kept", Nothing, Kept)
SUBSCRIPTIONS = Question("subscriptions", Nothing, Ids)
PENDING = Question("pending", Nothing, Pending)
EVENTS = Question("events", EventsAsked, RecordedEvents)
EVENTS_BY_ID = Question("events-by-id", Ids, Traffic)
ENVELOPES = Question("envelopes", Ids, Envelopes)
EVENT = Question("event", EventAsked, WholeEvent)
DELIVERIES = Question("deliveries", DeliveriesAsked, ReceivedEvents)
RETRY = Order("retry", EventAsked, Retried)
RETRY_ALL = Order("retry-all", Ids, Ids)
EDIT = Order("edit", EditWanted, Edited)
DEAD = Question("dead-letters", DeadAsked, DeadLetters)
DEAD_COUNTS = Question("dead-counts", Nothing, DeadCounts)
SEND_AGAIN = Order("send-again", EventAsked, EventSent)
REPEAT = Order("repeat", EventRepeated, EventSent)
RECORD = Order("record", EventWanted, EventSent)
TIMERS = Question("timers", TimersAsked, TimersDue)
SANDBOXES = Question("sandboxes", Nothing, SandboxRows)
LIVES = Question("lives", Nothing, KnownLives)
BEGIN_LIFE = Order("begin-life", NewLife, Changed)
SWITCH_LIFE = Order("switch-life", OfLife, Changed)
HOLD_LIFE = Order("hold-life", Hold, Changed)
RELEASE_LIFE = Order("release-life", Release, Changed)
QUIET_LIFE = Order("quiet-life", Quiet, Changed)
REMOVE_LIFE = Order("remove-life", OfLife, Changed)
SENT = Question("sent", SentAsked, SentEvents)
UNRECEIVED = Question("unreceived", Expected, Ids)
SEND_ANEW = Order("send-anew", Unsend, Ids)
TABLES = Question("tables", Nothing, TableShapes)
LINES_OF = Question("rows", LinesAsked, CarriedLines)
PUT_LINES = Order("put-rows", LinesGiven, Changed)
FILES_OF = Question("files", OfLife, Ids)
FILE_PART = Question("file-part", PartAsked, FilePart)
PUT_PART = Order("put-file-part", PartGiven, PartTaken)
CLOCK = Question("clock", OfSandbox, ClockSetting)
SET_CLOCK = Order("set-clock", ClockSet, ClockSetting)
FAULTS = Question("faults", Nothing, FaultsKept)
SET_FAULT = Order("set-fault", Fault, Changed)
REMOVE_FAULT = Order("remove-fault", FaultNamed, Changed)
TEXTS = Question("texts", TextsAsked, Texts)
TEXT = Question("text", TextAsked, Text)
TEMPLATES = Question("templates", Nothing, Templates)
MAKE_KEY = Order("make-access-key", KeyWanted, KeyMade)
KEYS = Question("access-keys", Nothing, Keys)
PHONES = Question("phones", PhonesAsked, Phones)
INVENTORY = Question("inventory", Nothing, Inventory)
MILESTONES = Question("milestones", Nothing, Milestones)
MEANINGS = Question("meanings", CodeAsked, Meanings)
APPROVE_PROJECT = Order("approve-project", ProjectWanted, ProjectApproved)
MAKE_UNIT = Order("make-unit", UnitWanted, UnitMade)
BUILD_FILINGS = Order("build-filings", FilingsWanted, FilingsBuilt)
BUILT_FILINGS = Question("built-filings", Ids, FilingsBuilt)
BUILD_REVIEWS = Order("build-reviews", ReviewsWanted, ReviewsBuilt)
