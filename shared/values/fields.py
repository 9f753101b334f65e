"""Kinds of fields that request bodies, paths and questions of all services are made of."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from shared.values.canonical import KINDS, Kind, compact
from shared.values.sensitive import DOCUMENT, PHONE
from shared.values.text import is_date, is_printable

LONGEST_TYPED = 64
"""Of what is to become an identifier: with the blanks and signs that people put into it."""


def left_out() -> Any:
    """The default of a field that may be left out, but not be null."""
    return Field(default=None)


def checked(code: str, zh: str, message: str, holds: Callable[[str], bool]) -> AfterValidator:
    """Refuse what does not hold, with these words."""

    def check(text: str) -> str:
        if not holds(text):
            raise PydanticCustomError(code, message, {"zh": zh})
        return text

    return AfterValidator(check)


def read_as(read: Callable[[str], str]) -> BeforeValidator:
    """Bring what was typed into its one form, whatever it is worth."""
    return BeforeValidator(lambda value: read(value) if isinstance(value, str) else value)


def _readable(kind: Kind, title: str) -> AfterValidator:
    def check(text: str) -> str:
        if fault := kind.fault(text):
            texts = {"zh": title + fault[0], "en": fault[1]}
            raise PydanticCustomError(kind.code.replace("-", "_"), "{en}", texts)
        return text

    return AfterValidator(check)


_PRINTABLE = checked(
    "text_unprintable", "该字段含有无法显示的字符。", "has characters that cannot be shown", is_printable
)

_CREDIT_CODE, _MOBILE = KINDS["credit-code"], KINDS["mobile"]

CreditCode = Annotated[
    str,
    Field(max_length=LONGEST_TYPED, examples=["91410100MA9XXXX118"]),
    read_as(_CREDIT_CODE.read),
    _readable(_CREDIT_CODE, "统一社会信用代码"),
]
Mobile = Annotated[
    str,
    Field(max_length=LONGEST_TYPED, examples=["13800000001"]),
    read_as(_MOBILE.read),
    _readable(_MOBILE, "手机号码"),
    PHONE,
]
Account = Annotated[
    str, Field(min_length=1, max_length=LONGEST_TYPED, examples=["91410100MA9XXXX118"]), read_as(_CREDIT_CODE.read)
]
"""A login name: read as the credit code it is, and not judged, since a login tells nobody what is wrong with it."""

AsMobile = Annotated[str, Field(max_length=LONGEST_TYPED), read_as(_MOBILE.read), PHONE]
AsDocumentNumber = Annotated[str, Field(max_length=LONGEST_TYPED), read_as(KINDS["document-number"].read), DOCUMENT]
AsName = Annotated[str, read_as(KINDS["name"].read)]
"""Read, and left to somebody else to judge: to rules that name everything wrong at once, or let it be empty."""

Name = Annotated[str, Field(min_length=1, max_length=200), read_as(KINDS["name"].read), _PRINTABLE]
Text = Annotated[str, Field(min_length=1, max_length=500), _PRINTABLE]
Digits = read_as(compact)
"""A code from a phone, as it was typed."""
Day = Annotated[
    str,
    Field(examples=["2026-09-01"]),
    checked("date_malformed", "该字段必须是日期，例如 2026-09-01。", "must be a date, YYYY-MM-DD", is_date),
]
