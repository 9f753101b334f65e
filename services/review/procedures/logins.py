"""Logging in, and passwords (S16, S19): passwords are judged and hashed first, then the rows are written."""

from services.review.actions.change_password import change_password
from services.review.actions.log_in import log_in, password_to_match
from services.review.actions.recover_password import recover_password
from services.review.actions.request_recovery_code import request_recovery_code
from services.review.errors import PasswordRefused
from services.review.lookups.accounts import kept_password
from services.review.lookups.caller import Caller
from services.review.procedures.passwords import is_right, require_strength
from services.review.procedures.tokens import Issuer
from services.review.rules.passwords import REUSED
from services.review.views.accounts import Notice, Token, code_sent, password_set
from shared.context import current
from shared.login.passwords import hash_password
from shared.store import Store


async def enter(store: Store, issuer: Issuer, account: str, password: str) -> Token:
    """Log in; raises LoginFailed, LoginLocked."""
    kept = await store.read(password_to_match, account)
    right = await is_right(kept, password)
    return issuer.token_for(await store.write(log_in, account, kept, right))


async def change(store: Store, issuer: Issuer, caller: Caller, new_password: str) -> Token:
    """Set a password of one's own; every older token ends. Raises PasswordRefused, LoginEnded."""
    require_strength(new_password, caller.code)
    if await is_right(await store.read(kept_password, caller.code), new_password):
        raise PasswordRefused(errors=[REUSED])
    hashed = await hash_password(new_password)
    return issuer.token_for(await store.write(change_password, caller.id, caller.password_changes, hashed))


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
