"""What the hall (网上办事大厅) tells."""

from datetime import datetime
from typing import Any, ClassVar

from pydantic import BaseModel

from shared.events.base import Event


class PhoneCodeIssued(Event):
    """A verification code (验证码) for the confirmation of a filing (S14); lives `minutes` minutes."""

    TYPE: ClassVar[str] = "hall.phone_code.issued"
    SECRETS: ClassVar[tuple[str, ...]] = ("code",)
    SUBJECT: ClassVar[str] = "application_id"

    application_id: str
    phone: str
    code: str
    purpose: str
    minutes: int


class ConfirmedProject(BaseModel):
    """The project as the hall knows it; areas in whole ㎡ (S5). `code` may be a local one (S8)."""

    id: str
    code: str
    name: str
    project_type: str
    land_area: int | None = None
    building_area: int | None = None


class ConfirmedUnit(BaseModel):
    """One unit of the form: 建设单位, 勘察单位 or 设计单位."""

    credit_code: str
    name: str
    leader_name: str
    leader_phone: str


class ConfirmedMaterial(BaseModel):
    """One file of the material set (一套材料); `size` in bytes, `file_key` where it lies among the hall's uploads."""

    code: str
    name: str
    file_id: str
    file_name: str
    size: int
    sha256: str
    sealed: bool
    file_key: str


class ApplicationConfirmed(Event):
    """A joint review (联合审图) was filed: pushed to the province (S14, S15). `owner.leader_phone` gets the SMS."""

    TYPE: ClassVar[str] = "hall.application.confirmed"
    SUBJECT: ClassVar[str] = "application_id"

    application_id: str
    number: str
    scenario: str
    government_procurement: bool
    project: ConfirmedProject
    owner: ConfirmedUnit
    survey_unit: ConfirmedUnit | None = None
    design_unit: ConfirmedUnit | None = None
    form: dict[str, Any]
    materials: list[ConfirmedMaterial]
    confirmed_at: datetime


class ApplicationWithdrawn(Event):
    """The owner withdrew a filing (撤件) that was not yet in review."""

    TYPE: ClassVar[str] = "hall.application.withdrawn"
    SUBJECT: ClassVar[str] = "application_id"

    application_id: str
    project_code: str
    reason: str
