"""What events look like from outside."""

from pydantic import Field

from services.gateway.traces.rules.event import SeenEvent
from shared.http.api import Body, View


class EventList(View):
    """A page of events, newest first; `unavailable` names services that could not be asked."""

    items: list[SeenEvent]
    next_cursor: str | None
    unavailable: list[str]


class Retry(Body):
    """Whose delivery; it may be left out where only one is not handled."""

    consumer: str | None = Field(default=None, max_length=40, examples=["review"])


class RetriedView(View):
    """The delivery is due now; `attempts` so far."""

    event_id: str
    consumer: str
    status: str
    attempts: int
