"""What a phone shows."""

from pydantic import BaseModel, Field

from shared.instruments.contract.texts import PhoneTexted, Text
from shared.views import View


class TextList(View):
    """Texts, oldest first: the newest is the last one."""

    items: list[Text]
    next_cursor: None = None


class PhoneList(View):
    """A page of phones, the one that was texted last first."""

    items: list[PhoneTexted]
    next_cursor: str | None


class MessagesQuery(BaseModel):
    """Which texts, and for how long to wait for one."""

    wait: float = Field(0, ge=0, le=60, allow_inf_nan=False, description="Seconds to wait for a text.")
    after: str | None = Field(None, max_length=80, description="Only texts after this one (its id).")
    template: str | None = Field(None, max_length=40, description="id or name, e.g. `account-created`.")
