"""Ask for the verification code (验证码) that confirms a filing (S14)."""

from services.hall.actions.steps.find import find_open
from services.hall.errors import VerificationCodeTooFrequent
from services.hall.rules.limits import CODE_DIGITS, CODE_LIFETIME
from services.hall.rules.owner import Owner
from services.hall.rules.phone_codes import PhoneCode, digest_of
from shared.events.hall import PhoneCodeIssued
from shared.store import Unit


def request_verification_code(unit: Unit, owner: Owner, application_id: str, phone: str) -> None:
    """Issue a code for this phone; the one before it is worth nothing from now on."""
    application = find_open(unit, owner, application_id, "phone-code")
    latest = PhoneCode.kept(application.phone_code)
    if latest is not None and (wait := latest.wait(unit.now())):
        raise VerificationCodeTooFrequent(seconds=wait)
    code = f"{unit.random.randrange(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    issued = PhoneCode(digest_of(application.id, phone, code), unit.now().isoformat())
    application.phone_code = issued.to_keep()
    minutes = int(CODE_LIFETIME.total_seconds() // 60)
    unit.record(
        PhoneCodeIssued(application_id=application.id, phone=phone, code=code, purpose="confirmation", minutes=minutes)
    )
    unit.state("phone_code", "issued", phone=phone)
