"""What a schema says of a field that holds a secret or personal data: `x-sensitive`, and how it is shown instead.

    password: Annotated[str, Field(…), SECRET]

Requests are kept for testers to look at (`GET /sim/requests/{id}`); what carries no mark is kept as it is.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from shared.masking import SECRET as HIDDEN
from shared.masking import mask_id, mask_name, mask_phone

How = Literal["secret", "phone", "name", "id"]
KEYWORD = "x-sensitive"
_SHOWN: Mapping[str, Callable[[str], str]] = {
    "secret": lambda value: HIDDEN, "phone": mask_phone, "name": mask_name, "id": mask_id,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sensitive:
    """A mark on a field, to be put into `Annotated`; pydantic writes it into the schema."""

    how: How

    def __get_pydantic_json_schema__(self, core: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        return {**handler(core), KEYWORD: self.how}


SECRET, PHONE, PERSON, DOCUMENT = Sensitive("secret"), Sensitive("phone"), Sensitive("name"), Sensitive("id")


@dataclass(frozen=True, slots=True)
class OfForms:
    """A mark on a free object: it holds one of these forms, whose own schemas say what is sensitive in it."""

    schemas: Callable[[], Iterable[Mapping[str, Any]]]


def shown_as(how: str, value: Any) -> Any:
    """The value as it may be shown; what is there to be hidden and is no text is hidden altogether."""
    if value is None or value == "":
        return value
    return _SHOWN[how](value) if isinstance(value, str) else HIDDEN
