"""The portal's rows."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from services.gateway.tables import Row
from shared.identifiers import new_id
from shared.store import Instant


class Account(Row, table=True):
    """法人账号: a unit's account at 河南省政务服务网; its login is the credit code (guide step 2).

    `kind`: enterprise, institution, government or other. `real_level`: 1 certificate, 2 on site, 3 online,
    4 not verified (sister system).
    """

    __tablename__ = "portal_account"
    __table_args__ = (UniqueConstraint("life", "credit_code"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    credit_code: str
    name: str
    kind: str
    password_hash: str
    legal_representative: str | None = None
    address: str | None = None
    agent_name: str | None = None
    agent_phone: str | None = None
    agent_id_type: str | None = None
    agent_id_number: str | None = None
    real_level: int
    verified_at: datetime | None = Field(default=None, sa_type=Instant)
    registered_at: datetime = Field(sa_type=Instant)


class LoginGuard(Row, table=True):
    """Wrong passwords in a row for one login, whether or not there is such an account."""

    __tablename__ = "portal_login_guard"

    login: str = Field(primary_key=True)
    count: int
    first_at: datetime = Field(sa_type=Instant)
    last_at: datetime = Field(sa_type=Instant)
