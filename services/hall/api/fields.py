"""Kinds of fields that request bodies are made of."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.lifecycle import STATES
from shared.forms.types import is_date, is_printable
from shared.identifiers import is_credit_code, is_mobile

LARGEST_AREA = 9_999_999_999


def _checked(code: str, zh: str, message: str, holds: Callable[[str], bool]) -> AfterValidator:
    def check(text: str) -> str:
        if not holds(text):
            raise PydanticCustomError(code, message, {"zh": zh})
        return text

    return AfterValidator(check)


def _one_of(name: str) -> AfterValidator:
    values = CATALOGUE.dictionaries[name]["values"]
    choice = "、".join(f"{code} {label}" for code, label in values.items())
    zh, en = f"该字段的值不在代码项之中！可选：{choice}。", f"not a code of the dictionary {name}: {', '.join(values)}"
    return _checked("not_in_dictionary", zh, en, values.__contains__)


def left_out() -> Any:
    """The default of a field that may be left out, but not be null."""
    return Field(default=None)


_PRINTABLE = _checked(
    "text_unprintable", "该字段含有无法显示的字符。", "has characters that cannot be shown", is_printable
)

Area = Annotated[int, Field(ge=0, le=LARGEST_AREA, description="Whole ㎡ (S5)")]
Amount = Annotated[float, Field(ge=0, le=9_999_999_999, allow_inf_nan=False, description="万元")]
Name = Annotated[str, Field(min_length=1, max_length=200), _PRINTABLE]
Text = Annotated[str, Field(min_length=1, max_length=500), _PRINTABLE]
Day = Annotated[
    str,
    Field(examples=["2026-09-01"]),
    _checked("date_malformed", "该字段必须是日期，例如 2026-09-01。", "must be a date, YYYY-MM-DD", is_date),
]
Mobile = Annotated[
    str,
    Field(examples=["13800000001"]),
    _checked("phone_malformed", "手机号格式不正确，应为11位手机号。", "must be an 11-digit mobile number", is_mobile),
]
CreditCode = Annotated[
    str,
    _checked(
        "credit_code_malformed", "单位统一社会信用代码校验有误！", "is not a unified social credit code", is_credit_code
    ),
]
Region = Annotated[str, Field(pattern=r"^41[0-9]{4}$", examples=["410105"])]
ProjectType = Annotated[str, Field(examples=["3"]), _one_of("project_type")]
ConstructionNature = Annotated[str, Field(examples=["1"]), _one_of("construction_nature")]
EngineeringClass = Annotated[str, Field(examples=["3"]), _one_of("engineering_class")]
FundSource = Annotated[str, Field(examples=["2"]), _one_of("fund_source")]
Stage = Annotated[str, Field(examples=["construction-permit"]), _one_of("stage")]
Matter = Annotated[
    str,
    Field(examples=["joint-review"]),
    _checked(
        "matter_unknown",
        f"没有此事项，可选：{'、'.join(CATALOGUE.matters)}。",
        f"no such matter; there are: {', '.join(CATALOGUE.matters)}",
        CATALOGUE.matters.__contains__,
    ),
]
Scenario = Annotated[str, Field(examples=["buildings"]), _one_of("scenario")]
Status = Annotated[
    str,
    Field(examples=list(STATES)[:1], json_schema_extra={"enum": list(STATES)}),
    _checked(
        "status_unknown",
        f"没有此申报状态，可选：{'、'.join(f'{key} {state.title}' for key, state in STATES.items())}。",
        f"no such status; there are: {', '.join(STATES)}",
        STATES.__contains__,
    ),
]
