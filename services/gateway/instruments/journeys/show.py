"""What journeys look like from outside."""

from typing import Any

from services.gateway.instruments.journeys.summary import Journey
from shared.views import View

PICTURES: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            **{one: {"schema": {"type": "string"}} for one in ("text/plain", "text/html")},
            "application/cloudevents-batch+json": {"schema": {"type": "array", "items": {"type": "object"}}},
            **{f"application/{one}+json": {"schema": {"type": "object"}} for one in ("otlp", "har")},
        },
        "description": "The trace, as asked for.",
    }
}


class JourneyList(View):
    """A page of journeys, newest first; `unavailable` names services that could not be asked."""

    items: list[Journey]
    next_cursor: str | None
    unavailable: list[str]
