"""Ask for the verification code (验证码) that confirms a filing (S14)."""

from services.hall.errors import VerificationCodeTooFrequent
from services.hall.lookups.find import find_open
from services.hall.rules.limits import PHONE_CODE, PHONE_CODE_TIMER
from services.hall.rules.owner import Owner
from shared.events.hall import PhoneCodeIssued
from shared.one_time_codes import OneTimeCode, digest_of
from shared.store import Unit


def request_verification_code(unit: Unit, owner: Owner, application_id: str, phone: str) -> None:
    """Issue a code for this phone; the one before it is worth nothing from now on."""
    application = find_open(unit, owner, application_id, "phone-code")
    latest = OneTimeCode.kept(application.phone_code)
    if latest is not None and (wait := latest.wait(PHONE_CODE, unit.now())):
        raise VerificationCodeTooFrequent(seconds=wait)
    code = PHONE_CODE.make(unit.random)
    issued = OneTimeCode(digest_of(application.id, phone, code), unit.now().isoformat())
    application.phone_code = issued.to_keep()
    unit.record(
        PhoneCodeIssued(
            application_id=application.id, phone=phone, code=code, purpose="confirmation", minutes=PHONE_CODE.minutes
        )
    )
    unit.set_timer(PHONE_CODE_TIMER, application.id, unit.now() + PHONE_CODE.lifetime)
    unit.state("phone_code", "issued", phone=phone)
