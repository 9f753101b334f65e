"""What is wrong with what somebody entered about a unit: every wrong field, each with its reason."""

from collections.abc import Iterator, Mapping

from services.gateway.portal.rules.passwords import password_faults
from services.gateway.portal.rules.policy import policy
from shared.errors import FieldError
from shared.values.canonical import KINDS

RESIDENT_ID = "111"


def registration_faults(credit_code: str, password: str, profile: Mapping[str, str | None]) -> list[FieldError]:
    """Everything wrong with a registration."""
    return [*_credit_code_faults(credit_code), *password_faults(password, credit_code), *profile_faults(profile)]


def profile_faults(profile: Mapping[str, str | None]) -> list[FieldError]:
    """Everything wrong with the account's information; empty fields are allowed here."""
    return list(_profile_faults(profile))


def with_id_type(profile: Mapping[str, str | None]) -> dict[str, str | None]:
    """A document's number without its type is that of a resident ID."""
    typed = profile.get("agent_id_type") or not profile.get("agent_id_number")
    return dict(profile) if typed else {**profile, "agent_id_type": RESIDENT_ID}


def _credit_code_faults(code: str) -> Iterator[FieldError]:
    yield from _faults("credit-code", "/credit_code", "统一社会信用代码", code)


def _profile_faults(profile: Mapping[str, str | None]) -> Iterator[FieldError]:
    id_type, number = profile.get("agent_id_type"), profile.get("agent_id_number")
    if phone := profile.get("agent_phone"):
        yield from _faults("mobile", "/agent_phone", "经办人手机号码", phone)
    if id_type and id_type not in policy().id_types:
        choice = policy().id_types.items()
        zh = f"证件类型不在代码项之中！可选：{'、'.join(f'{code} {title.zh}' for code, title in choice)}。"
        en = f"must be one of {', '.join(f'{code} {title.en}' for code, title in choice)}"
        yield FieldError("/agent_id_type", "not-in-dictionary", zh, en)
    elif number:
        kind = "resident-id" if id_type in (None, RESIDENT_ID) else "document-number"
        yield from _faults(kind, "/agent_id_number", "经办人证件号码", number)


def _faults(kind: str, pointer: str, title: str, value: str) -> Iterator[FieldError]:
    if fault := KINDS[kind].fault(value):
        yield FieldError(pointer, KINDS[kind].code, title + fault[0], fault[1])
