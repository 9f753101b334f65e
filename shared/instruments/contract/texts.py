"""Texts, and the phones they went to."""

from datetime import datetime

from pydantic import Field

from shared.instruments.contract.question import Question
from shared.instruments.contract.said import Asked, Nothing, Said
from shared.values.fields import Mobile


class TextsAsked(Asked):
    """Which texts: to a phone, of a template unless that is empty, after one of them; seconds to wait for one."""

    to: Mobile
    after: str = ""
    template: str = ""
    wait: float = Field(default=0, ge=0, le=20, allow_inf_nan=False)


class TextAsked(Asked):
    """Which text, on whichever phone it is."""

    message_id: str


class Text(Said):
    """短信: as the message service shows it. `vars` hold the account, the initial password, the code …"""

    id: str
    to: str
    sign: str
    template: str
    template_name: str
    template_title: str
    template_title_en: str
    text: str
    vars: dict[str, str]
    parts: int
    status: str
    report_code: str
    report: str
    journey: str | None
    cause_event: str
    created_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None


class Template(Said):
    """短信模板: what it is called."""

    id: str
    name: str


class Templates(Said):
    """All of them."""

    items: list[Template]


class Texts(Said):
    """Oldest first, and whether there may be more."""

    items: list[Text]
    more: bool


class PhonesAsked(Asked):
    """Which phones: those whose last text is older than the text `before`."""

    before: str | None = None
    limit: int = Field(default=50, ge=1, le=500)


class LastText(Said):
    """The last text to a phone, whatever became of it; its secrets are masked."""

    id: str
    template: str = Field(examples=["T3"])
    template_name: str = Field(examples=["account-created"])
    text: str = Field(examples=["【郑州工改】验证码******，5分钟内有效，请勿泄露。您正在进行联合审图申报业务确认。"])
    status: str = Field(examples=["delivered"])
    report_code: str = Field(examples=["DELIVRD"])
    journey: str | None
    created_at: datetime


class PhoneTexted(Said):
    """手机: how many texts reached it, how many were sent to it and did not (`missed`), and the last of all of them."""

    phone: str = Field(examples=["13800000001"])
    messages: int = Field(examples=[2])
    missed: int = Field(examples=[0])
    last: LastText


class Phones(Said):
    """The one that was texted last first."""

    items: list[PhoneTexted]


TEXTS = Question("texts", TextsAsked, Texts)
TEXT = Question("text", TextAsked, Text)
TEMPLATES = Question("templates", Nothing, Templates)
PHONES = Question("phones", PhonesAsked, Phones)
