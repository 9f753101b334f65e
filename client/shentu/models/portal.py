# Made by `make docs` from the OpenAPI documents: change the server, not this file.
"""What portal says and hears."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class AccountView(TypedDict):
    """法人账号."""

    id: str
    credit_code: str
    name: str
    kind: str
    legal_representative: str | None
    address: str | None
    agent_name: str | None
    agent_phone: str | None
    agent_id_type: str | None
    agent_id_number: str | None
    real_level: int
    real_name_verified: bool
    verified_at: str | None
    profile_complete: bool
    missing: list[str]
    registered_at: str


class ChangedAccountView(TypedDict):
    """The account after a change, with a fresh token: the one at hand still says what it said at login."""

    id: str
    credit_code: str
    name: str
    kind: str
    legal_representative: str | None
    address: str | None
    agent_name: str | None
    agent_phone: str | None
    agent_id_type: str | None
    agent_id_number: str | None
    real_level: int
    real_name_verified: bool
    verified_at: str | None
    profile_complete: bool
    missing: list[str]
    registered_at: str
    access_token: str
    token_type: NotRequired[str]
    expires_in: int


class LoggedIn(TypedDict):
    """The account as it stands in the token: a snapshot taken at login."""

    credit_code: str
    name: str
    real_name_verified: bool
    profile_complete: bool


class Login(TypedDict):
    """The login is the credit code, in upper or lower case."""

    login: str
    password: str


class Profile(TypedDict):
    """法人账号信息: what the hall wants to know of an account before it shows anything (S3)."""

    legal_representative: NotRequired[str | None]
    address: NotRequired[str | None]
    agent_name: NotRequired[str | None]
    agent_phone: NotRequired[str | None]
    agent_id_type: NotRequired[str | None]
    agent_id_number: NotRequired[str | None]


class Registration(TypedDict):
    """A new account; without the rest of the information it can log in, but the hall stays blank (S3)."""

    legal_representative: NotRequired[str | None]
    address: NotRequired[str | None]
    agent_name: NotRequired[str | None]
    agent_phone: NotRequired[str | None]
    agent_id_type: NotRequired[str | None]
    agent_id_number: NotRequired[str | None]
    credit_code: str
    name: str
    password: str


class TokenView(TypedDict):
    """A bearer token (登录凭证); `expires_in` in seconds of the sandbox's clock."""

    access_token: str
    token_type: NotRequired[str]
    expires_in: int
    account: LoggedIn


class Verification(TypedDict):
    """Who verifies the unit: its agent (经办人), with a document and a phone; the account keeps them."""

    method: NotRequired[Literal["certificate", "on-site", "online"]]
    agent_name: str
    agent_id_type: str
    agent_id_number: str
    agent_phone: str
    legal_representative: NotRequired[str | None]
