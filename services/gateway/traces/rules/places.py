"""How far somebody has read: a place in the feed of each service, and the cursor that says so to the outside."""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from shared.journal.place import Place

Places = Mapping[str, Place]
"""By service; one that is not there has not been read at all."""


class Cursor(NamedTuple):
    """A client's position: all up to `after`, in the life of the sandbox that began at `life`, read at `made_at` (µs).

    With `to`: also the first `sent` of the steps that changed between `after` and `to`, in the sandbox or in one
    `journey`. Those are the same whenever they are told, so a break in the middle costs and repeats nothing.
    """

    life: int
    made_at: int
    after: Places
    to: Places | None = None
    sent: int = 0
    journey: str | None = None

    def __str__(self) -> str:
        told: dict[str, Any] = {"life": self.life, "at": self.made_at, "after": _texts(self.after)}
        if self.to is not None:
            told |= {"to": _texts(self.to), "sent": self.sent, "journey": self.journey}
        return base64.urlsafe_b64encode(json.dumps(told, separators=(",", ":")).encode()).decode().rstrip("=")

    @classmethod
    def of(cls, text: str) -> "Cursor":
        """What `str` made of it; raises ValueError."""
        try:
            told = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
            to = _places(told["to"]) if "to" in told else None
            sent, journey = int(told.get("sent", 0)), told.get("journey")
            if journey is not None and not isinstance(journey, str):
                raise ValueError(text)
            return cls(int(told["life"]), int(told["at"]), _places(told["after"]), to, sent, journey)
        except (binascii.Error, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError(text) from error


def _texts(places: Places) -> dict[str, str]:
    return {name: str(place) for name, place in places.items()}


def _places(told: Any) -> Places:
    return {name: Place.of(text) for name, text in told.items()}
