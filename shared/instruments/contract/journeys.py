"""Journeys as each service knows them."""

from datetime import datetime

from pydantic import Field

from shared.instruments.contract.question import Question
from shared.instruments.contract.said import Asked, Ids, Said
from shared.instruments.contract.traffic import Pending


class JourneysAsked(Asked):
    """Ids below `before`, newest first, of those that `q` finds: an id, an event's id, or words. Only journeys in which
    an `event` of that type was recorded here; only those that moved here at `since`, by the sandbox's clock, or later.
    """

    before: str | None = None
    q: str | None = None
    event: str | None = None
    since: datetime | None = None
    limit: int = Field(default=50, ge=1, le=500)


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


JOURNEYS = Question("journeys", JourneysAsked, Ids)
SUMMARIES = Question("summaries", Ids, Parts)
