"""Inner door: accounts of further units and agencies, for the control plane only."""

from fastapi import APIRouter

from services.review.bodies import AgencyFacts, PlatformAccount
from services.review.procedures import accounts as procedures
from shared.http.api import StoreDep
from shared.http.field_errors import read_as_body
from shared.instruments.contract.people import UnitMade, UnitWanted
from shared.instruments.questions import MAKE_UNIT, PREFIX

router = APIRouter(prefix=PREFIX)


@MAKE_UNIT.on(router)
async def register(body: UnitWanted, store: StoreDep) -> UnitMade:
    """Make the account, and for an agency its place in the register."""
    wanted = read_as_body(PlatformAccount, body.model_dump(exclude_none=True))
    account = wanted.model_dump(include={"credit_code", "name", "phone", "password_hash"})
    facts = wanted.model_dump(include=set(AgencyFacts.model_fields), exclude_unset=True)
    return await procedures.provide(store, wanted.role, account, facts)
