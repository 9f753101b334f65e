"""What a phone shows."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from shared.http.api import View


class TextView(View):
    """短信: as the message service shows it. `vars` hold the account, the initial password, the code …"""

    model_config = ConfigDict(extra="allow")

    id: str
    to: str
    template: str
    text: str
    vars: dict[str, str]
    status: str
    report_code: str
    created_at: datetime


class TextList(View):
    """Texts, oldest first: the newest is the last one."""

    items: list[TextView]
    next_cursor: None = None


class MessagesQuery(BaseModel):
    """Which texts, and for how long to wait for one."""

    wait: float = Field(0, ge=0, le=60, allow_inf_nan=False, description="Seconds to wait for a text.")
    after: str | None = Field(None, max_length=80, description="Only texts after this one (its id).")
    template: str | None = Field(None, max_length=40, description="id or name, e.g. `account-created`.")
