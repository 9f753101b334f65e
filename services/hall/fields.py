"""Kinds of fields that the hall's request bodies are made of, beside those of all services."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.lifecycle import STATES
from shared.values.fields import CreditCode, Day, Digits, Mobile, Name, Text, checked, left_out
from shared.values.sensitive import OfForms

LARGEST_AREA = 9_999_999_999


def _one_of(name: str) -> AfterValidator:
    values = CATALOGUE.dictionaries[name].values
    choice = "、".join(f"{code} {label.zh}" for code, label in values.items())
    zh, en = f"该字段的值不在代码项之中！可选：{choice}。", f"not a code of the dictionary {name}: {', '.join(values)}"
    return checked("not_in_dictionary", zh, en, values.__contains__)


Id = Annotated[str, Field(max_length=64)]
Names = Annotated[list[Id], Field(min_length=1, max_length=50)]
FormValues = Annotated[dict[str, Any], OfForms(lambda: [one.form.schema for one in CATALOGUE.scenarios.values()])]
Area = Annotated[int, Field(ge=0, le=LARGEST_AREA, description="Whole ㎡ (S5)")]
Amount = Annotated[float, Field(ge=0, le=9_999_999_999, allow_inf_nan=False, description="万元")]
_REGION = re.compile(r"41(?![0-9]{2}01)[0-9]{4}")
Region = Annotated[
    str,
    Field(examples=["410105"]),
    checked(
        "region_malformed",
        "应为河南省内区、县、市或开发区的6位代码，例如 410105；不能选“市辖区”（410101）。",
        "must be the 6-digit code of a district, county, city or zone of Henan, such as 410105; not 市辖区 (410101)",
        lambda text: _REGION.fullmatch(text) is not None,
    ),
]
ProjectType = Annotated[str, Field(examples=["3"]), _one_of("project_type")]
ConstructionNature = Annotated[str, Field(examples=["1"]), _one_of("construction_nature")]
EngineeringClass = Annotated[str, Field(examples=["3"]), _one_of("engineering_class")]
FundSource = Annotated[str, Field(examples=["2"]), _one_of("fund_source")]
Stage = Annotated[str, Field(examples=["construction-permit"]), _one_of("stage")]
Matter = Annotated[
    str,
    Field(examples=["joint-review"]),
    checked(
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
    checked(
        "status_unknown",
        f"没有此申报状态，可选：{'、'.join(f'{key} {state.title}' for key, state in STATES.items())}。",
        f"no such status; there are: {', '.join(STATES)}",
        STATES.__contains__,
    ),
]

__all__ = [
    "Amount",
    "Area",
    "ConstructionNature",
    "CreditCode",
    "Day",
    "Digits",
    "EngineeringClass",
    "FundSource",
    "Matter",
    "Mobile",
    "Name",
    "ProjectType",
    "Region",
    "Scenario",
    "Stage",
    "Status",
    "Text",
    "left_out",
]
