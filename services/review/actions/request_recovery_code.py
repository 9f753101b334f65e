"""找回密码, first half (S16): a code to the phone bound to the account."""

from datetime import timedelta
from math import ceil

from sqlmodel import desc, select

from services.review.actions.log_in import find_account
from services.review.errors import RecoveryCodeTooFrequent
from services.review.rules.codes import make_phone_code
from services.review.rules.limits import RECOVERY_COOLDOWN, RECOVERY_MINUTES
from services.review.tables import Filing, RecoveryCode
from shared.events.review import PhoneCodeIssued
from shared.identifiers import new_id
from shared.store import Unit


def request_recovery_code(unit: Unit, credit_code: str) -> None:
    """Issue a code, one a minute; nothing tells whether there is such an account."""
    unit.journey = new_id()  # always, or the answer's Sim-Journey would tell that there is such an account
    latest = unit.exec(select(RecoveryCode).where(RecoveryCode.credit_code == credit_code).with_for_update()).first()
    if latest and (left := latest.issued_at + RECOVERY_COOLDOWN - unit.now()) > timedelta(0):
        raise RecoveryCodeTooFrequent(seconds=max(1, ceil(left.total_seconds())))
    _issue(unit, credit_code, latest)


def _issue(unit: Unit, credit_code: str, latest: RecoveryCode | None) -> None:
    phone = _bound_phone(unit, credit_code)
    row = latest or RecoveryCode(credit_code=credit_code, issued_at=unit.now(), expires_at=unit.now())
    row.code = make_phone_code(unit.random) if phone else None
    row.issued_at, row.expires_at = unit.now(), unit.now() + timedelta(minutes=RECOVERY_MINUTES)
    row.tries, row.used = 0, False
    unit.add(row)
    if phone and row.code:
        issued = PhoneCodeIssued(
            account=credit_code, phone=phone, code=row.code, purpose="password-recovery", minutes=RECOVERY_MINUTES
        )
        unit.record(issued)


def _bound_phone(unit: Unit, credit_code: str) -> str | None:
    """The leader's phone in the owner's latest filing; without one the phone the account was made with."""
    account = find_account(unit, credit_code)
    if account is None:
        return None
    filed = select(Filing.leader_phone).where(Filing.owner_code == credit_code).order_by(desc(Filing.id)).limit(1)
    return unit.exec(filed).first() or account.phone
