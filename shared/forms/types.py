"""What a field can hold, and how that is said in JSON Schema and checked.

Formats are annotations to outsiders and checked here. `x-decimals` is ours, since `multipleOf: 0.01` refuses 4.35 in
binary arithmetic; so is `x-printable`, which a pattern could only say in quadratic time.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from shared.identifiers import is_credit_code, is_mobile, is_resident_id, normalise_project_code

_DATE = re.compile(r"(19|20|21)\d\d-\d\d-\d\d")
_PHONE = re.compile(r"(1[3-9]\d{9}|(0\d{2,3}-?)?\d{7,8}(-\d{1,6})?)")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

# type → the JSON Schema it begins with; a field's own bounds are laid over it
TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string", "maxLength": 200, "pattern": r"\S", "x-printable": True},
    "integer": {"type": "integer", "minimum": 0, "maximum": 999_999_999},
    "decimal": {"type": "number", "minimum": 0, "maximum": 9_999_999_999_999, "x-decimals": 2},
    "flag": {"type": "boolean"},
    "choice": {"type": "string"},
    "date": {"type": "string", "format": "date"},
    "credit-code": {"type": "string", "format": "credit-code"},
    "project-code": {"type": "string", "format": "project-code"},
    "resident-id": {"type": "string", "format": "resident-id"},
    "mobile": {"type": "string", "format": "mobile"},
    "phone": {"type": "string", "format": "phone"},
}


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its check, the code of its refusal, and what to write instead."""

    holds: Callable[[str], bool]
    code: str
    zh: str
    en: str


def is_date(text: str) -> bool:
    """A calendar date as YYYY-MM-DD."""
    try:
        return bool(text.isascii() and _DATE.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def is_phone(text: str) -> bool:
    """A mobile number or a landline with or without its area code."""
    return text.isascii() and bool(_PHONE.fullmatch(text))


FORMATS: dict[str, Format] = {
    "date": Format(is_date, "date-malformed", "应为有效日期，格式 YYYY-MM-DD", "must be a date, YYYY-MM-DD"),
    "credit-code": Format(
        is_credit_code, "credit-code-malformed",
        "校验有误", "is not a unified social credit code (18 characters with a check character)",
    ),
    "project-code": Format(
        lambda text: normalise_project_code(text) == text, "project-code-malformed",
        "格式不正确，应为发改立项的24位项目代码", "must be a 24-character investment project code",
    ),
    "resident-id": Format(is_resident_id, "id-number-malformed", "有误", "is not a resident ID number"),
    "mobile": Format(is_mobile, "phone-malformed", "应为11位手机号码", "must be an 11-digit mobile number"),
    "phone": Format(is_phone, "phone-malformed", "应为手机号码或固定电话", "must be a mobile or landline number"),
}  # fmt: skip


def is_integer(checker: object, value: object) -> bool:
    """A whole number, written as one: neither 12.0 nor true."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(checker: object, value: object) -> bool:
    """A finite number; JSON parsers let NaN and Infinity through."""
    if isinstance(value, float):
        return value == value and abs(value) != float("inf")
    return is_integer(checker, value)


def decimals(value: float) -> int:
    """How many decimal places a number was written with."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def is_printable(text: str) -> bool:
    """Text without control characters and lone surrogates, which some database or printer will choke on."""
    return _UNPRINTABLE.search(text) is None
