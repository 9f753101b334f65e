"""Services and event types that callers name."""

from typing import Literal

from shared.errors import FieldError, RequestInvalid
from shared.events.base import event_types

ServiceName = Literal["gateway", "hall", "review", "sms"]


def check_event_type(name: str | None, pointer: str) -> None:
    """Raises RequestInvalid, with the types there are, when `name` is none of them."""
    if name is None or name in event_types():
        return
    zh = f"没有事件类型 {name}，可用的有：{'、'.join(event_types())}。"
    en = f"No event type {name}; there are: {', '.join(event_types())}."
    raise RequestInvalid(errors=[FieldError(pointer, "event-type-unknown", zh, en)])
