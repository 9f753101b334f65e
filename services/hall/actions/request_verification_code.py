"""Ask for the verification code (验证码) that confirms a filing (S14)."""

import hashlib
from datetime import timedelta

from services.hall.actions.steps.find import find_draft
from services.hall.errors import VerificationCodeTooFrequent
from services.hall.rules.limits import CODE_DIGITS, CODE_INTERVAL, CODE_LIFETIME
from services.hall.rules.owner import Owner
from services.hall.tables import PhoneCode
from shared.events.hall import PhoneCodeIssued
from shared.store import Unit


def request_verification_code(unit: Unit, owner: Owner, application_id: str, phone: str) -> PhoneCode:
    """Issue a code for this phone; the one before it is worth nothing from now on."""
    application = find_draft(unit, owner, application_id)
    latest = unit.get(PhoneCode, application.id)
    if latest is not None and (wait := latest.issued_at + CODE_INTERVAL - unit.now()) > timedelta(0):
        raise VerificationCodeTooFrequent(seconds=int(wait.total_seconds()) + 1)
    code = f"{unit.random.randrange(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    issued = unit.merge(_issued(unit, application.id, phone, code))
    minutes = int(CODE_LIFETIME.total_seconds() // 60)
    unit.record(
        PhoneCodeIssued(application_id=application.id, phone=phone, code=code, purpose="confirmation", minutes=minutes)
    )
    unit.state("phone_code", "issued", phone=phone)
    return issued


def _issued(unit: Unit, application_id: str, phone: str, code: str) -> PhoneCode:
    return PhoneCode(
        sandbox=unit.sandbox,
        application_id=application_id,
        phone=phone,
        digest=digest_of(application_id, phone, code),
        issued_at=unit.now(),
        expires_at=unit.now() + CODE_LIFETIME,
    )


def digest_of(application_id: str, phone: str, code: str) -> str:
    """What is kept of a code: bound to its application and phone."""
    return hashlib.sha256(f"{application_id}/{phone}/{code}".encode()).hexdigest()
