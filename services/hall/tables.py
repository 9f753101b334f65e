"""The hall's tables. Areas in whole ㎡ (S5), times by the sandbox's clock."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field

from shared.identifiers import new_id
from shared.store import NAMES_A_FILE, Instant, Sandboxed


class Row(Sandboxed, registry=registry()):
    """A row of this service; the registry keeps its tables apart from the other services'."""


class InvestmentProject(Row, table=True):
    """An approved project as the investment platform (投资项目在线监管平台) knows it: what linking looks up.

    `facts` are what it tells of the project beyond that: region_code, site_address, total_investment …
    """

    __tablename__ = "investment_project"
    __table_args__ = (UniqueConstraint("life", "project_code"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    project_code: str
    project_name: str
    credit_code: str
    project_type: str
    government_procurement: bool = False
    voided: bool = False
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class Project(Row, table=True):
    """A project (项目) in an owner's list: linked by its code (S4) or entered by hand (S8).

    `filings` counts the applications ever opened for it; it numbers their engineering codes (工程代码).
    """

    __tablename__ = "project"
    __table_args__ = (UniqueConstraint("life", "project_code"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    credit_code: str = Field(index=True)
    project_code: str
    project_name: str
    source: str
    project_type: str
    government_procurement: bool = False
    land_area: int | None = Field(default=None, sa_type=BigInteger)
    building_area: int | None = Field(default=None, sa_type=BigInteger)
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    filings: int = 0
    created_at: datetime = Field(sa_type=Instant)


class Application(Row, table=True):
    """A filing (申报) of a joint review: the one form, what stands between it and its confirmation, and its state.

    `form_complete`, `materials_complete`, `good_until` (the last day on which the form's qualifications are valid) and
    `manifest` (the files, as the province gets them) are kept up to date whenever form or files change, so that
    confirming needs to look at nothing else. For the same reason `history` (status, reason, at of every state) and
    `phone_code` (shared/login/one_time_codes.py) stand in the same row.
    """

    __tablename__ = "application"
    __table_args__ = (
        UniqueConstraint("life", "number"),
        ForeignKeyConstraint(["life", "project_id"], ["project.life", "project.id"]),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    number: str
    project_id: str = Field(index=True)
    project_code: str
    project_name: str
    engineering_code: str
    credit_code: str = Field(index=True)
    owner_name: str
    stage: str
    matter: str
    scenario: str
    status: str
    form: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    form_reused_from: str | None = None
    form_complete: bool = False
    materials_complete: bool = False
    good_until: str | None = None
    manifest: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    history: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    phone_code: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)
    confirmed_at: datetime | None = Field(default=None, sa_type=Instant)
    confirmation_key: str | None = None
    confirmation_digest: str | None = None
    confirmation_warnings: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)


class MaterialFile(Row, table=True):
    """An uploaded file of a material (材料). `storage_key` may be shared with the file it was reused from.

    `seal` (电子签章) is kept beside the file: signer_credit_code, seal_code, sha256, signed_at.
    """

    __tablename__ = "material_file"
    __table_args__ = (
        Index("material_file_application", "life", "application_id"),
        ForeignKeyConstraint(["life", "application_id"], ["application.life", "application.id"]),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    application_id: str
    material_code: str
    name: str
    type: str
    size: int = Field(sa_type=BigInteger)
    sha256: str
    storage_key: str = Field(index=True, sa_column_kwargs=NAMES_A_FILE)
    uploaded_at: datetime = Field(sa_type=Instant)
    reused_from: str | None = None
    seal: dict[str, Any] | None = Field(default=None, sa_type=JSON)


class Serial(Row, table=True):
    """A counter that never gives a number twice: application numbers of a day, local project codes of a month."""

    __tablename__ = "serial"

    name: str = Field(primary_key=True)
    last: int
