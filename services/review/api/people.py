"""Inner door: accounts of further units and agencies, for the control plane only."""

from services.review.bodies import AgencyFacts, PlatformAccount
from services.review.procedures import accounts as procedures
from shared.http.field_errors import read_as_body
from shared.http.host import Host
from shared.instruments.contract.people import MAKE_UNIT, UnitMade, UnitWanted
from shared.instruments.inner_door import Answers

answers = Answers()


@answers.to(MAKE_UNIT)
async def register(service: Host, asked: UnitWanted) -> UnitMade:
    """Make the account, and for an agency its place in the register."""
    wanted = read_as_body(PlatformAccount, asked.model_dump(exclude_none=True))
    account = wanted.model_dump(include={"credit_code", "name", "phone", "password_hash"})
    facts = wanted.model_dump(include=set(AgencyFacts.model_fields), exclude_unset=True)
    return await procedures.provide(service.store, wanted.role, account, facts)
