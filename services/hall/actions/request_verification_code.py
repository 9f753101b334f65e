"""Ask for the verification code (验证码) that confirms a filing (S14)."""

from services.hall.errors import VerificationCodeTooFrequent
from services.hall.lookups.find import find_open
from services.hall.rules.limits import PHONE_CODE, PHONE_CODE_TIMER
from services.hall.rules.owner import Owner
from shared.events.hall import PhoneCodeIssued
from shared.login.one_time_codes import OneTimeCode, digest_of
from shared.store import Transaction


def request_verification_code(tx: Transaction, owner: Owner, application_id: str, phone: str) -> str:
    """Issue a code for this phone and return it; the one before it is worth nothing from now on."""
    application = find_open(tx, owner, application_id, "phone-code")
    latest = OneTimeCode.kept(application.phone_code)
    if latest is not None and (wait := latest.wait(PHONE_CODE, tx.now())):
        raise VerificationCodeTooFrequent(seconds=wait)
    code = PHONE_CODE.make(tx.random)
    issued = OneTimeCode(digest_of(application.id, phone, code), tx.now().isoformat())
    application.phone_code = issued.to_keep()
    tx.record(
        PhoneCodeIssued(
            application_id=application.id, phone=phone, code=code, purpose="confirmation", minutes=PHONE_CODE.minutes
        )
    )
    tx.set_timer(PHONE_CODE_TIMER, application.id, tx.now() + PHONE_CODE.lifetime)
    tx.state("phone_code", "issued", phone=phone)
    return code
