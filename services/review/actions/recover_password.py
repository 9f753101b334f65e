"""找回密码, second half (S16): the code from the phone sets a new password."""

import hmac

from sqlmodel import select

from services.review.actions.log_in import find_account, unlock
from services.review.errors import RecoveryCodeExpired, RecoveryCodeWrong
from services.review.rules.limits import RECOVERY_TRIES
from services.review.tables import RecoveryCode
from shared.errors import Problem
from shared.store import Unit


def recover_password(unit: Unit, credit_code: str, code: str, new_hash: str) -> Problem | None:
    """Set the password if the code is right; the refusal is returned, so that the try stays counted."""
    row = unit.exec(select(RecoveryCode).where(RecoveryCode.credit_code == credit_code).with_for_update()).first()
    if row is None or row.used or row.tries >= RECOVERY_TRIES or row.expires_at <= unit.now():
        return RecoveryCodeExpired()
    row.tries += 1
    account = find_account(unit, credit_code)
    if account is None or row.code is None or not hmac.compare_digest(row.code.encode(), code.encode()):
        return RecoveryCodeWrong()
    row.used = True
    account.password_hash, account.must_change_password = new_hash, False
    unlock(unit, credit_code)
    return None
