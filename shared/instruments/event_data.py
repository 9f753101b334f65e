"""What an event says, judged by its schema before it is sent by hand: strictly, so that nothing is lost unseen."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import to_json

from shared.errors import MOST_NAMED, FieldError, RequestInvalid, pointer_to
from shared.events.base import Event
from shared.http.field_errors import refusal_below

Path = tuple[str | int, ...]


def read_data(kind: type[Event], data: dict[str, Any], subject: str) -> Event:
    """The event of this data; raises RequestInvalid, its pointers below `/data`, with what would be right."""
    try:
        event = kind.model_validate_json(to_json(data), strict=True)
    except ValidationError as error:
        raise refusal_below(error, "data") from error
    wrong = [_unknown(kind, path) for path in _lost(data, event.model_dump(mode="json"))]
    if not wrong and event.subject != subject:
        wrong = [_other_subject(kind, subject)]
    if wrong:
        raise RequestInvalid(errors=wrong[:MOST_NAMED], wrong=len(wrong))
    return event


def _lost(said: Any, understood: Any, path: Path = ()) -> Iterator[Path]:
    """Where something was said that the schema knows nothing of."""
    if isinstance(said, dict) and isinstance(understood, dict):
        for key, value in said.items():
            if key not in understood:
                yield (*path, key)
            else:
                yield from _lost(value, understood[key], (*path, key))
    elif isinstance(said, list) and isinstance(understood, list):
        for place, (one, other) in enumerate(zip(said, understood, strict=False)):
            yield from _lost(one, other, (*path, place))


def _unknown(kind: type[Event], path: Path) -> FieldError:
    known = "、".join(kind.model_fields) if len(path) == 1 else ""
    zh = f"{kind.TYPE} 没有此字段{f'，可用的有：{known}' if known else ''}。"
    en = f"{kind.TYPE} has no such field{', but: ' + ', '.join(kind.model_fields) if known else ''}"
    return FieldError(pointer_to("data", *path), "extra-forbidden", zh, en)


def _other_subject(kind: type[Event], subject: str) -> FieldError:
    zh = f"事件的主体（subject）由此字段给出，应为 {subject}。"
    return FieldError(pointer_to("data", kind.SUBJECT), "subject-differs", zh, f"is the event's subject: {subject}")
