"""What a field can hold, and how that is said in JSON Schema and checked.

Formats are annotations to outsiders and checked here. `x-decimals` is ours, since `multipleOf: 0.01` refuses 4.35 in
binary arithmetic; so is `x-printable`, which a pattern could only say in quadratic time.
"""

from decimal import Decimal
from typing import Any

from shared.values.canonical import KINDS, Fault, Kind
from shared.values.text import is_date

LONGEST_FORMAT = 200  # characters: no format has as many, and nobody is to wait while a book is held against one

# type → the JSON Schema it begins with; a field's own bounds are laid over it
TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string", "maxLength": 200, "pattern": r"\S", "x-printable": True},
    "name": {"type": "string", "maxLength": 200, "pattern": r"\S", "x-printable": True},
    "integer": {"type": "integer", "minimum": 0, "maximum": 999_999_999},
    "decimal": {"type": "number", "minimum": 0, "maximum": 9_999_999_999_999, "x-decimals": 2},
    "flag": {"type": "boolean"},
    "choice": {"type": "string"},
    "date": {"type": "string", "format": "date"},
    "credit-code": {"type": "string", "format": "credit-code"},
    "project-code": {"type": "string", "format": "project-code"},
    "document-number": {
        "type": "string",
        "maxLength": 30,
        "pattern": r"\S",
        "x-printable": True,
        "x-sensitive": "id",
    },
    "mobile": {"type": "string", "format": "mobile", "x-sensitive": "phone"},
    "phone": {"type": "string", "format": "phone", "x-sensitive": "phone"},
}


def _date_fault(text: str) -> Fault | None:
    return None if is_date(text) else ("应为有效日期，格式 YYYY-MM-DD", "must be a date, YYYY-MM-DD")


FORMATS = {"date": Kind("date-malformed", str, _date_fault)} | KINDS


def is_integer(value: object) -> bool:
    """A whole number, written as one: neither 12.0 nor true."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: object) -> bool:
    """A finite number; JSON parsers let NaN and Infinity through."""
    if isinstance(value, float):
        return value == value and abs(value) != float("inf")
    return is_integer(value)


def decimals(value: float) -> int:
    """How many decimal places a number was written with."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
