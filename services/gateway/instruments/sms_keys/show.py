"""What a key for an SMS vendor looks like, and what is asked of it."""

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field

from shared.http.api import Body
from shared.instruments.contract.keys import Key, KeyMade
from shared.values.fields import left_out
from shared.vendors.keys import Vendor
from shared.views import View


class NewSmsKey(Body):
    """Whose SDK is to sign with it. What is texted with it is reported to `report_url`, as the vendor pushes reports.

    Only to this machine, unless SHENTU_WEBHOOK_HOSTS allows more.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [{"vendor": "tencent"}]})

    vendor: Vendor
    report_url: Annotated[str, Field(min_length=1, max_length=2000)] = left_out()


class SmsKeyView(View):
    """A key, without its secret. `endpoint` is what the vendor's SDK is pointed at, with the protocol set to HTTP.

    `reports` that are pushed to `report_url` are counted by state: `waiting`, `pushed`, `given-up`.
    """

    vendor: Vendor
    access_key_id: str = Field(examples=["AKIDq4Wz0sKm2TfYb8RcMRSWMYLVNR2A"])
    endpoint: str = Field(examples=["127.0.0.1:8000/x/default/tencent"])
    report_url: str = Field(examples=["http://127.0.0.1:9000/reports"])
    reports: dict[str, int] = Field(examples=[{"pushed": 3}])
    created_at: datetime


class SmsKeyMade(SmsKeyView):
    """The key with its secret, which is shown this once."""

    access_key_secret: str = Field(examples=["n7Kd2RwXc5Vb8QmZs1Ht4Yj6Lp0Gf3Ea"])


class SmsKeyList(View):
    """All keys of the sandbox, the oldest first."""

    items: list[SmsKeyView]
    next_cursor: None = None


def key_view(key: Key, here: str) -> SmsKeyView:
    """A key; `here` is the address of its sandbox."""
    return SmsKeyView(**key.model_dump(), endpoint=f"{here}/{key.vendor}")


def key_made(key: KeyMade, here: str) -> SmsKeyMade:
    """A key that was just made."""
    return SmsKeyMade(**key.model_dump(), endpoint=f"{here}/{key.vendor}")
