"""An event and its envelope: CloudEvents 1.0, structured JSON, the same bytes everywhere."""

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict
from pydantic_core import from_json

from shared.clock import from_micros
from shared.masking import SECRET

MEDIA_TYPE = "application/cloudevents+json"
EXCHANGE = "shentu"
"""Where a broker has them."""

LIFE = "sandboxlife"
"""The attribute with the life (沙箱周期): a string, since a CloudEvents integer has 32 bits."""

TYPES: dict[str, "type[Event]"] = {}
"""Those whose modules are loaded; all of them: shared/events/published.py."""


class Event(BaseModel):
    """A fact. Subclasses name their `TYPE` (publisher.noun.verb, also the routing key) and their subject field.

    `MANDATORY` events must reach a subscriber; the others are told to whoever listens. `SECRETS` are the fields that
    nobody may read any more once the event is sent, and handled where it went.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    TYPE: ClassVar[str]
    SUBJECT: ClassVar[str]
    MANDATORY: ClassVar[bool] = True
    SECRETS: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        TYPES[cls.TYPE] = cls

    @property
    def subject(self) -> str:
        """What the event is about: usually an application's id."""
        return str(getattr(self, self.SUBJECT))


@dataclass(frozen=True, slots=True)
class Envelope:
    """A received envelope (事件信封): CloudEvents attributes and the data, not yet validated."""

    id: str
    source: str
    type: str
    subject: str
    time: str
    recorded: str
    sandbox: str
    life: int
    journey: str
    causation: str | None
    traceparent: str | None
    data: dict[str, Any]


def encode(event: Event, *, event_id: str, at: int, recorded: int, journey: str,
           causation: str | None, traceparent: str | None) -> bytes:  # fmt: skip
    """The CloudEvents JSON of `event`; `at` (virtual) and `recorded` (real) are µs since 1970.

    As it is kept: of no life yet, so that a copy of it can stand in another one. `addressed` makes it whole.
    """
    head: dict[str, str] = {
        "specversion": "1.0",
        "id": event_id,
        "source": "/" + event.TYPE.split(".", 1)[0],
        "type": event.TYPE,
        "subject": event.subject,
        "time": from_micros(at).isoformat(),
        "datacontenttype": "application/json",
        "recordedtime": from_micros(recorded).isoformat(),
        "journey": journey,
    }
    if causation:
        head["causationid"] = causation
    if traceparent:
        head["traceparent"] = traceparent
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "data": {event.model_dump_json()}}}'.encode()


def addressed(body: bytes, sandbox: str, life: int) -> bytes:
    """The envelope as it is sent and shown: of this life of a sandbox."""
    return f'{{"sandbox": "{sandbox}", "{LIFE}": "{life}", '.encode() + body[1:]


def without_secrets(event_type: str, body: bytes) -> bytes | None:
    """The envelope with its secrets masked; None when there is nothing to mask."""
    kind = TYPES.get(event_type)
    if kind is None or not kind.SECRETS:
        return None
    raw = from_json(body)
    hidden = {name: SECRET for name in kind.SECRETS if raw["data"].get(name)}
    return json.dumps(raw | {"data": raw["data"] | hidden}, ensure_ascii=False).encode() if hidden else None


def decode(body: bytes) -> Envelope:
    """Read an envelope; raises ValueError when the bytes are none."""
    try:
        raw = from_json(body)
        return Envelope(
            id=raw["id"],
            source=raw["source"],
            type=raw["type"],
            subject=raw["subject"],
            time=raw["time"],
            recorded=raw["recordedtime"],
            sandbox=raw["sandbox"],
            life=int(raw[LIFE]),
            journey=raw["journey"],
            causation=raw.get("causationid"),
            traceparent=raw.get("traceparent"),
            data=raw["data"],
        )
    except (KeyError, TypeError, UnicodeDecodeError) as error:
        raise ValueError(f"not an envelope: {type(error).__name__} {error}") from error
