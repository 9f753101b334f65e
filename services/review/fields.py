"""Kinds of fields that what comes in and what is shown are made of, beside those of all services (shared/values)."""

from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from services.review.rules import lifecycle
from shared.values.canonical import KINDS
from shared.values.fields import Account
from shared.values.sensitive import SECRET

_CREDIT_CODE = KINDS["credit-code"]


def _credit_code(text: str) -> str:
    if fault := _CREDIT_CODE.fault(text):
        zh = f"账号格式不正确：账号一般为企业统一社会信用代码，{fault[0]}。"
        raise PydanticCustomError("account_malformed", "{en}", {"zh": zh, "en": fault[1]})
    return text


AccountName = Annotated[Account, AfterValidator(_credit_code)]
Password = Annotated[str, Field(min_length=1, max_length=128, examples=["Demo@2026"]), SECRET]
NewPassword = Annotated[str, Field(min_length=1, max_length=128, examples=["Zhengzhou#2026"]), SECRET]


def _known(status: str) -> str:
    if status not in lifecycle.STATES:
        known = ", ".join(lifecycle.STATES)
        raise PydanticCustomError("literal_error", "Input should be one of {expected}", {"expected": known})
    return status


Status = Annotated[str, AfterValidator(_known), WithJsonSchema({"type": "string", "enum": list(lifecycle.STATES)})]
