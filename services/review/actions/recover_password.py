"""找回密码, second half (S16): the code from the phone sets a new password."""

from sqlmodel import select

from services.review.actions.steps.logins import GUARDS, set_password
from services.review.errors import RecoveryCodeExpired, RecoveryCodeWrong
from services.review.lookups.accounts import find_account
from services.review.rules.limits import RECOVERY_CODE, RECOVERY_CODE_TIMER
from services.review.tables import Account, RecoveryCode
from shared.login.one_time_codes import OneTimeCode, digest_of
from shared.store import Transaction


def recover_password(tx: Transaction, credit_code: str, code: str, new_hash: str) -> None:
    """Set the password if the code is right, and end every login; raises RecoveryCodeWrong, RecoveryCodeExpired."""
    row = tx.exec(select(RecoveryCode).where(RecoveryCode.credit_code == credit_code).with_for_update()).first()
    sent = OneTimeCode.kept(row.code) if row else None
    if row is None or sent is None or not sent.usable(RECOVERY_CODE, tx.now()):
        raise RecoveryCodeExpired
    account = _held(tx, credit_code)
    if account is None or not sent.is_(digest_of(credit_code, code)):
        row.code = sent.tried_wrongly().to_keep()
        raise RecoveryCodeWrong
    row.code = sent.used().to_keep()
    tx.cancel_timer(RECOVERY_CODE_TIMER, credit_code)
    set_password(account, new_hash)
    GUARDS.forget(tx, credit_code)
    tx.state("account", "password-recovered", account=credit_code)


def _held(tx: Transaction, credit_code: str) -> Account | None:
    found = find_account(tx, credit_code)
    return tx.locked(Account, found.id) if found else None
