"""Kinds of fields that request bodies are made of."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from services.hall.rules.catalogue import CATALOGUE
from shared.forms.types import is_date, is_printable
from shared.identifiers import is_credit_code, is_mobile

LARGEST_AREA = 9_999_999_999


def _checked(code: str, message: str, holds: Callable[[str], bool]) -> AfterValidator:
    def check(text: str) -> str:
        if not holds(text):
            raise PydanticCustomError(code, message)
        return text

    return AfterValidator(check)


def _one_of(name: str) -> AfterValidator:
    return _checked(
        "not_in_dictionary", f"not a code of the dictionary {name}", CATALOGUE.dictionaries[name]["values"].__contains__
    )


def left_out() -> Any:
    """The default of a field that may be left out, but not be null."""
    return Field(default=None)


_PRINTABLE = _checked("text_unprintable", "has characters that cannot be shown", is_printable)

Area = Annotated[int, Field(ge=0, le=LARGEST_AREA, description="Whole ㎡ (S5)")]
Amount = Annotated[float, Field(ge=0, le=9_999_999_999, allow_inf_nan=False, description="万元")]
Name = Annotated[str, Field(min_length=1, max_length=200), _PRINTABLE]
Text = Annotated[str, Field(min_length=1, max_length=500), _PRINTABLE]
Day = Annotated[str, Field(examples=["2026-09-01"]), _checked("date_malformed", "must be a date, YYYY-MM-DD", is_date)]
Mobile = Annotated[
    str, Field(examples=["13800000001"]), _checked("phone_malformed", "must be an 11-digit mobile number", is_mobile)
]
CreditCode = Annotated[str, _checked("credit_code_malformed", "is not a unified social credit code", is_credit_code)]
Region = Annotated[str, Field(pattern=r"^41[0-9]{4}$", examples=["410105"])]
ProjectType = Annotated[str, Field(examples=["3"]), _one_of("project_type")]
ConstructionNature = Annotated[str, Field(examples=["1"]), _one_of("construction_nature")]
EngineeringClass = Annotated[str, Field(examples=["3"]), _one_of("engineering_class")]
FundSource = Annotated[str, Field(examples=["2"]), _one_of("fund_source")]
Stage = Annotated[str, Field(examples=["construction-permit"]), _one_of("stage")]
Matter = Annotated[
    str, Field(examples=["joint-review"]), _checked("matter_unknown", "no such matter", CATALOGUE.matters.__contains__)
]
Scenario = Annotated[str, Field(examples=["buildings"]), _one_of("scenario")]
