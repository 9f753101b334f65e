"""Logging in, and passwords (S16, S19): passwords are judged and hashed first, then the rows are written."""

from datetime import timedelta

from services.review.actions.change_password import change_password
from services.review.actions.log_in import log_in
from services.review.actions.recover_password import recover_password
from services.review.actions.request_recovery_code import request_recovery_code
from services.review.actions.steps.logins import LoggedIn
from services.review.errors import PasswordRefused
from services.review.lookups.accounts import kept_password
from services.review.lookups.caller import Caller
from services.review.procedures.passwords import is_right, require_strength
from services.review.rules.passwords import REUSED
from services.review.views.accounts import Notice, Token, code_sent, password_set
from shared.context import current
from shared.passwords import hash_password
from shared.store import Store
from shared.tokens import Tokens

AUDIENCE = "review"


async def enter(store: Store, account: str, password: str) -> LoggedIn:
    """Log in; raises LoginFailed, LoginLocked."""
    kept = await store.read(kept_password, account)
    right = await is_right(kept, password)
    return await store.write(log_in, account, kept, right)


async def change(store: Store, caller: Caller, new_password: str) -> LoggedIn:
    """Set a password of one's own; every older token ends. Raises PasswordRefused, LoginEnded."""
    require_strength(new_password, caller.code)
    if await is_right(await store.read(kept_password, caller.code), new_password):
        raise PasswordRefused(errors=[REUSED])
    hashed = await hash_password(new_password)
    return await store.write(change_password, caller.id, caller.password_changes, hashed)


async def ask_for_code(store: Store, account: str) -> Notice:
    """找回密码, first half; raises RecoveryCodeTooFrequent."""
    await store.write(request_recovery_code, account)
    return code_sent(current().language)


async def recover(store: Store, account: str, code: str, new_password: str) -> Notice:
    """找回密码, second half; every login ends. Raises PasswordRefused, RecoveryCodeWrong, RecoveryCodeExpired."""
    require_strength(new_password, account)
    hashed = await hash_password(new_password)
    await store.write(recover_password, account, code, hashed)
    return password_set(current().language)


def issue_token(tokens: Tokens, hours: int, who: LoggedIn) -> Token:
    """A token good for so many hours of the sandbox's clock, in this life of it."""
    lifetime = timedelta(hours=hours)
    data = {
        "account": who.credit_code, "role": who.role, "must_change_password": who.must_change_password,
        "password_changes": who.password_changes,
    }  # fmt: skip
    return Token(
        access_token=tokens.issue(AUDIENCE, who.id, who.sandbox, who.life, who.at, lifetime, data),
        expires_in=int(lifetime.total_seconds()),
        must_change_password=who.must_change_password,
        account=who.credit_code,
        name=who.name,
        role=who.role,
    )
