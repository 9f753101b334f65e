"""What is wrong with what somebody entered about a unit: every wrong field, each with its reason."""

from collections.abc import Iterator, Mapping

from services.gateway.portal.rules.passwords import password_faults
from shared.errors import FieldError
from shared.identifiers import is_credit_code, is_mobile, is_resident_id


def registration_faults(credit_code: str, password: str, profile: Mapping[str, str | None]) -> list[FieldError]:
    """Everything wrong with a registration."""
    return [*_credit_code_faults(credit_code), *password_faults(password, credit_code), *profile_faults(profile)]


def profile_faults(profile: Mapping[str, str | None]) -> list[FieldError]:
    """Everything wrong with the account's information; empty fields are allowed here."""
    return list(_profile_faults(profile))


def _credit_code_faults(code: str) -> Iterator[FieldError]:
    if not is_credit_code(code):
        yield FieldError(
            "/credit_code", "credit-code-malformed", "统一社会信用代码格式或校验码不正确，请核对18位代码。",
            "Not a unified social credit code: 18 characters, the last one a check character.",
        )  # fmt: skip


def _profile_faults(profile: Mapping[str, str | None]) -> Iterator[FieldError]:
    if (phone := profile.get("agent_phone")) and not is_mobile(phone):
        yield FieldError("/agent_phone", "phone-malformed", "手机号码格式不正确。", "Not a mobile number.")
    if (number := profile.get("agent_id_number")) and not is_resident_id(number):
        yield FieldError(
            "/agent_id_number", "id-number-malformed", "居民身份证号码格式或校验码不正确。", "Not a resident ID number."
        )
