"""找回密码, first half (S16): a code to the phone bound to the account."""

from sqlmodel import desc, select

from services.review.errors import RecoveryCodeTooFrequent
from services.review.lookups.accounts import find_account
from services.review.rules.limits import RECOVERY_CODE, RECOVERY_CODE_TIMER
from services.review.tables import Account, Filing, RecoveryCode
from shared.events.review import PhoneCodeIssued
from shared.identifiers import new_id
from shared.login.one_time_codes import OneTimeCode, digest_of
from shared.store import Transaction


def request_recovery_code(tx: Transaction, credit_code: str) -> None:
    """Issue a code, one a minute; nothing tells whether there is such an account. Raises RecoveryCodeTooFrequent."""
    tx.journey = new_id()  # always, or the answer's Sim-Journey would tell that there is such an account
    row = tx.exec(select(RecoveryCode).where(RecoveryCode.credit_code == credit_code).with_for_update()).first()
    latest = OneTimeCode.kept(row.code) if row else None
    if latest is not None and (seconds := latest.wait(RECOVERY_CODE, tx.now())):
        raise RecoveryCodeTooFrequent(seconds=seconds)
    row = row or RecoveryCode(credit_code=credit_code)
    row.code = _issued(tx, credit_code).to_keep()
    tx.add(row)


def _issued(tx: Transaction, credit_code: str) -> OneTimeCode:
    account = find_account(tx, credit_code)
    if account is None:
        return OneTimeCode("", tx.now().isoformat())
    code = RECOVERY_CODE.make(tx.random)
    tx.set_timer(RECOVERY_CODE_TIMER, credit_code, tx.now() + RECOVERY_CODE.lifetime)
    tx.record(
        PhoneCodeIssued(
            account=credit_code, phone=bound_phone(tx, account), code=code, purpose="password-recovery",
            minutes=RECOVERY_CODE.minutes,
        )
    )  # fmt: skip
    return OneTimeCode(digest_of(credit_code, code), tx.now().isoformat())


def bound_phone(tx: Transaction, account: Account) -> str:
    """The account's own; an account that a filing made has none but the leader's, as the newest filing names him.

    So a wrong number in the first filing is mended by the next, while nobody rebinds an account that was there before
    by filing under its credit code.
    """
    if not account.made_by_filing:
        return account.phone
    filed = select(Filing.leader_phone).where(Filing.owner_code == account.credit_code)
    return tx.exec(filed.order_by(desc(Filing.id)).limit(1)).first() or account.phone
