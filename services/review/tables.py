"""The platform's tables. Times are the sandbox's; `project_id`, `agency_id` are ids here, unit codes credit codes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field

from shared.identifiers import new_id
from shared.store import NAMES_A_FILE, Instant, Sandboxed


class Row(Sandboxed, registry=registry()):
    """A row of this service; the registry keeps its tables apart from the other services'."""


class Account(Row, table=True):
    """平台账号: a unit's login, named by its credit code (S16, S19). `role`: owner, design, survey or agency.

    `phone` is the one it was made with; to an account that was `made_by_filing` newer filings bring newer ones.
    `password_changes` counts them: a token from before the last one has ended.
    """

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("life", "credit_code"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    credit_code: str
    name: str
    role: str
    phone: str
    password_hash: str
    must_change_password: bool
    made_by_filing: bool = False
    password_changes: int = 0
    created_at: datetime = Field(sa_type=Instant)


class LoginGuard(Row, table=True):
    """Wrong passwords in a row for one login name, whether or not there is such an account."""

    __tablename__ = "login_guard"

    login: str = Field(primary_key=True)
    count: int
    first_at: datetime = Field(sa_type=Instant)
    last_at: datetime = Field(sa_type=Instant)


class RecoveryCode(Row, table=True):
    """找回密码: the latest code asked for under one login name, hashed (shared/login/one_time_codes.py)."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("life", "credit_code"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    credit_code: str
    code: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class Project(Row, table=True):
    """审图业务: the review of one filing (郑州工改申报), and of no other; its `id` is the filing's.

    `status` is one of lifecycle.toml; `assigned_by` says who found the agency, owner or rotation. `submission_key` is
    the Idempotency-Key it was submitted with.
    """

    __tablename__ = "project"
    __table_args__ = (Index("project_owner", "life", "owner_code"),)

    id: str = Field(primary_key=True)
    application_id: str
    application_number: str
    owner_code: str
    owner_name: str
    project_code: str = Field(index=True)
    project_name: str
    status: str
    scenario: str
    government_procurement: bool
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    agency_id: str | None = Field(default=None, index=True)
    assigned_by: str | None = None
    pushed_at: datetime = Field(sa_type=Instant)
    selected_at: datetime | None = Field(default=None, sa_type=Instant)
    submitted_at: datetime | None = Field(default=None, sa_type=Instant)
    submission_key: str | None = None


class Filing(Row, table=True):
    """What the city pushed of one application: the one form and the list of materials in `content`. Never changed."""

    __tablename__ = "filing"
    __table_args__ = (UniqueConstraint("life", "application_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    application_id: str
    owner_code: str = Field(index=True)
    leader_phone: str
    content: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    pushed_at: datetime = Field(sa_type=Instant)


class LinkCode(Row, table=True):
    """项目关联码: admits one kind of unit to one project until it expires or is revoked (S20)."""

    __tablename__ = "link_code"
    __table_args__ = (UniqueConstraint("life", "code"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    code: str
    project_id: str = Field(index=True)
    role: str
    issued_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)


class ProjectUnit(Row, table=True):
    """项目参与单位: a survey or design unit that linked itself to a project."""

    __tablename__ = "project_unit"
    __table_args__ = (UniqueConstraint("life", "project_id", "credit_code"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    project_id: str
    credit_code: str = Field(index=True)
    name: str
    role: str
    linked_at: datetime = Field(sa_type=Instant)


class Drawing(Row, table=True):
    """图纸: one file of one discipline, by one linked unit; sealed once `sealed_at` is set."""

    __tablename__ = "drawing"
    __table_args__ = (Index("drawing_project", "life", "project_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    project_id: str
    unit_code: str
    role: str
    discipline: str
    name: str
    size: int
    sha256: str
    format: str
    file_key: str = Field(index=True, sa_column_kwargs=NAMES_A_FILE)
    uploaded_at: datetime = Field(sa_type=Instant)
    sealed_at: datetime | None = Field(default=None, sa_type=Instant)


class PlanningFile(Row, table=True):
    """规划文件: one file of one kind (S22)."""

    __tablename__ = "planning_file"
    __table_args__ = (Index("planning_file_project", "life", "project_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    project_id: str
    kind: str
    name: str
    size: int
    sha256: str
    format: str
    file_key: str = Field(index=True, sa_column_kwargs=NAMES_A_FILE)
    uploaded_at: datetime = Field(sa_type=Instant)


class Agency(Row, table=True):
    """审图机构, as the register has it; `rank` is its first place in a rotation queue."""

    __tablename__ = "agency"
    __table_args__ = (UniqueConstraint("life", "credit_code"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    rank: int
    credit_code: str
    name: str
    certificate: str
    agency_class: str
    disciplines: list[str] = Field(default_factory=list, sa_type=JSON)
    regions: list[str] = Field(default_factory=list, sa_type=JSON)
    affiliates: list[str] = Field(default_factory=list, sa_type=JSON)
    suspended: bool = False
    open_limit: int
    annual_limit: int


class RotationQueue(Row, table=True):
    """轮候队列: agency ids in the order of their turn. Held while a turn is taken."""

    __tablename__ = "rotation_queue"
    __table_args__ = (UniqueConstraint("life", "key"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    key: str
    order: list[str] = Field(default_factory=list, sa_type=JSON)


class AgencyDecision(Row, table=True):
    """How a project came by its agency: the whole turn of the queue, or the owner's choice."""

    __tablename__ = "agency_decision"
    __table_args__ = (Index("agency_decision_project", "life", "project_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    project_id: str
    agency_id: str = Field(index=True)
    assigned_by: str
    decided_at: datetime = Field(sa_type=Instant)
    turn: dict[str, Any] | None = Field(default=None, sa_type=JSON)
