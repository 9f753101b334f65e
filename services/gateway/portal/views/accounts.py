"""How the portal shows an account and a login."""

from datetime import datetime
from typing import Annotated

from services.gateway.portal.lookups.own_account import own_account
from services.gateway.portal.lookups.standing import profile_of, standing_of
from services.gateway.portal.rules.profile import missing
from services.gateway.portal.tables import Account
from shared.masking import mask_id
from shared.store import Transaction
from shared.values.sensitive import DOCUMENT, PERSON, PHONE, SECRET
from shared.views import View


class LoggedIn(View):
    """The account as it stands in the token: a snapshot taken at login."""

    credit_code: str
    name: str
    real_name_verified: bool
    profile_complete: bool


class TokenView(View):
    """A bearer token (登录凭证); `expires_in` in seconds of the sandbox's clock."""

    access_token: Annotated[str, SECRET]
    token_type: str = "Bearer"
    expires_in: int
    account: LoggedIn


class AccountView(View):
    """法人账号. `missing` points at what is still to be filled in before the hall shows anything (S3)."""

    id: str
    credit_code: str
    name: str
    kind: str
    legal_representative: Annotated[str | None, PERSON]
    address: str | None
    agent_name: Annotated[str | None, PERSON]
    agent_phone: Annotated[str | None, PHONE]
    agent_id_type: str | None
    agent_id_number: Annotated[str | None, DOCUMENT]
    real_level: int
    real_name_verified: bool
    verified_at: datetime | None
    profile_complete: bool
    missing: list[str]
    registered_at: datetime


class ChangedAccountView(AccountView):
    """The account after a change, with a fresh token: the one at hand still says what it said at login."""

    access_token: Annotated[str, SECRET]
    token_type: str = "Bearer"
    expires_in: int


def account_view(account: Account) -> AccountView:
    """The account as its owner sees it; the agent's id number masked."""
    shown = account.model_dump(exclude={"life", "password_hash"})
    if account.agent_id_number:
        shown["agent_id_number"] = mask_id(account.agent_id_number)
    return AccountView.model_validate({**shown, **standing_of(account), "missing": missing(profile_of(account))})


def show_account(tx: Transaction, account_id: str) -> AccountView:
    """The caller's account as it is now; raises Unauthenticated."""
    return account_view(own_account(tx, account_id))
