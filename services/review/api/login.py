"""Logging in, and passwords (S16, S19)."""

from fastapi import APIRouter

from services.review.api.access import IssuerDep, NewcomerDep
from services.review.bodies import ChangePassword, ConfirmRecovery, Login, RecoverPassword
from services.review.procedures import logins as procedures
from services.review.views import accounts as views
from shared.http.api import StoreDep

router = APIRouter(prefix="/review", tags=["accounts 账号"])


@router.post("/login")
async def log_in_here(body: Login, store: StoreDep, issuer: IssuerDep) -> views.Token:
    """Log in with credit code and password; `must_change_password` after a texted one."""
    return await procedures.enter(store, issuer, body.account, body.password)


@router.put("/password")
async def change_own_password(
    body: ChangePassword, store: StoreDep, issuer: IssuerDep, newcomer: NewcomerDep
) -> views.Token:
    """Set a password of one's own; the first thing to do after logging in with the texted one.

    The answer holds a new token: every older one of this account ends.
    """
    return await procedures.change(store, issuer, newcomer, body.new_password)


@router.post("/password-recovery", status_code=202)
async def ask_for_recovery_code(body: RecoverPassword, store: StoreDep) -> views.Notice:
    """A code to the phone of the account, if there is one; the answer is the same if there is none.

    It is the account's own phone; that of an account which a filing made is the project leader's of the newest filing.
    """
    return await procedures.ask_for_code(store, body.account)


@router.post("/password-recovery/confirmation")
async def recover_with_code(body: ConfirmRecovery, store: StoreDep) -> views.Notice:
    """Set a new password with the code; every login of the account ends."""
    return await procedures.recover(store, body.account, body.code, body.new_password)
