"""Inner door: accounts of further units and agencies, for the control plane only."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import Field

from services.review.actions.register_agency import register_agency
from services.review.actions.register_unit import register_unit
from services.review.rules.disciplines import REGISTERED
from shared.api import Body, StoreDep, View
from shared.errors import FieldError, RequestInvalid
from shared.fields import CreditCode, Mobile, Name, left_out
from shared.store import Unit

router = APIRouter(prefix="/internal/platform-accounts")

Count = Annotated[int, Field(ge=0, le=1_000_000)]
Region = Annotated[str, Field(pattern=r"^\d{2}(\d{2}){0,2}$")]


class AgencyFacts(Body):
    """What the register says of an agency; what is left out is as agencies.toml has it."""

    agency_class: Literal["class-1", "class-2"] = left_out()
    certificate: Annotated[str, Field(pattern=r"^\d{5}$")] = left_out()
    disciplines: Annotated[list[str], Field(min_length=1, max_length=100)] = left_out()
    regions: Annotated[list[Region], Field(min_length=1, max_length=100)] = left_out()
    affiliates: Annotated[list[CreditCode], Field(max_length=100)] = left_out()
    suspended: bool = left_out()
    open_limit: Count = left_out()
    annual_limit: Count = left_out()


class PlatformAccount(AgencyFacts):
    """A unit or an agency; its password comes hashed as all are kept."""

    role: Literal["design", "survey", "agency"]
    credit_code: CreditCode
    name: Name
    phone: Mobile
    password_hash: str


class PlatformAccountView(View):
    """Who can log in now; `agency_id` is what an owner chooses."""

    account: str
    role: str
    agency_id: str | None = None


@router.post("", status_code=201)
async def register(body: PlatformAccount, store: StoreDep) -> PlatformAccountView:
    """Make the account, and for an agency its place in the register."""
    return PlatformAccountView(**await store.write(_registered, body))


def _registered(unit: Unit, body: PlatformAccount) -> dict[str, Any]:
    made = {"account": body.credit_code, "role": body.role}
    if body.role != "agency":
        register_unit(unit, body.credit_code, body.name, body.role, body.phone, body.password_hash)
        return made
    facts = body.model_dump(include=set(AgencyFacts.model_fields), exclude_unset=True)
    _require_known(facts.get("disciplines", ()))
    agency = register_agency(unit, body.credit_code, body.name, body.phone, body.password_hash, facts)
    return made | {"agency_id": agency.id}


def _require_known(disciplines: list[str]) -> None:
    if unknown := [code for code in disciplines if code not in REGISTERED]:
        raise RequestInvalid(errors=[_unknown(unknown)])


def _unknown(codes: list[str]) -> FieldError:
    zh = f"机构名录中没有此专业：{'、'.join(codes)}，可选：{'、'.join(REGISTERED)}"
    en = f"agencies are not registered for {', '.join(codes)}, but for {', '.join(REGISTERED)}"
    return FieldError("/disciplines", "discipline-unknown", zh, en)
