"""Inner door: accounts of further units and agencies, for the control plane only."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from services.review.procedures import accounts as procedures
from services.review.views.accounts import PlatformAccountView
from shared.http.api import Body, StoreDep
from shared.values.fields import CreditCode, Mobile, Name, left_out

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


@router.post("", status_code=201)
async def register(body: PlatformAccount, store: StoreDep) -> PlatformAccountView:
    """Make the account, and for an agency its place in the register."""
    account = body.model_dump(include={"credit_code", "name", "phone", "password_hash"})
    facts = body.model_dump(include=set(AgencyFacts.model_fields), exclude_unset=True)
    return await procedures.provide(store, body.role, account, facts)
