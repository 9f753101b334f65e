"""Services, event types and places in envelopes that callers name."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from pydantic import Field

from services.gateway.traces.rules.where import Where
from shared.errors import FieldError, RequestInvalid
from shared.events.published import event_types

ServiceName = Literal["gateway", "hall", "review", "sms"]
PublisherName = Literal["hall", "review", "sms"]
EventType = Annotated[str, Field(max_length=80)]
WhereText = Annotated[str, Field(max_length=500)]


def check_event_type(name: str | None, pointer: str) -> None:
    """Raises RequestInvalid, with the types there are, when `name` is none of them."""
    if name is None or name in event_types():
        return
    zh = f"没有事件类型 {name}，可用的有：{'、'.join(event_types())}。"
    en = f"No event type {name}; there are: {', '.join(event_types())}."
    raise RequestInvalid(errors=[FieldError(pointer, "event-type-unknown", zh, en)])


def check_event_types(names: Iterable[str], pointer: str) -> None:
    """The same for several."""
    for name in names:
        check_event_type(name, pointer)


def where_asked(texts: Sequence[str]) -> tuple[Where, ...]:
    """What must hold; raises RequestInvalid for what says no place and value."""
    return tuple(_where(text) for text in texts)


def _where(text: str) -> Where:
    try:
        return Where.of(text)
    except ValueError as error:
        zh = "where 写作“JSON 指针:值”，例如 /data/scenario:buildings。"
        en = "where is a JSON pointer, a colon and a value: /data/scenario:buildings."
        raise RequestInvalid(errors=[FieldError("/query/where", "where-malformed", zh, en)]) from error
