"""Keys for the imitated SMS vendors."""

from datetime import datetime

from pydantic import Field

from shared.instruments.contract.question import Order, Question
from shared.instruments.contract.said import Asked, Nothing, Said
from shared.vendors.keys import Vendor


class KeyWanted(Asked):
    """For which vendor, and where reports are pushed to: nowhere where that is empty."""

    vendor: Vendor
    report_url: str = ""


class Key(Said):
    """访问密钥: who signs with it names this sandbox, too. `reports` that are pushed are counted by state."""

    vendor: Vendor
    access_key_id: str = Field(examples=["AKIDq4Wz0sKm2TfYb8RcMRSWMYLVNR2A"])
    report_url: str
    reports: dict[str, int]
    created_at: datetime


class KeyMade(Key):
    """The only answer that holds the secret."""

    access_key_secret: str = Field(examples=["n7Kd2RwXc5Vb8QmZs1Ht4Yj6Lp0Gf3Ea"])


class Keys(Said):
    """The oldest first."""

    items: list[Key]


MAKE_KEY = Order("make-access-key", KeyWanted, KeyMade)
KEYS = Question("access-keys", Nothing, Keys)
