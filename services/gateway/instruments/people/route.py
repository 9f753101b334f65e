"""企业与项目: new companies that can log in, and projects that they may link."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from services.gateway.instruments.entrance import PeersDep, sim_router
from services.gateway.instruments.people.act import make_enterprise
from services.gateway.instruments.people.new_enterprise import faults, profile_of
from services.gateway.portal.actions.register_enterprise import default_profile
from services.gateway.portal.fields import Profile
from services.gateway.portal.seed import personas
from services.gateway.portal.views.accounts import AccountView
from shared.api import Body, StoreDep, View
from shared.errors import RequestInvalid
from shared.fields import Account, AsName, CreditCode, Mobile, left_out
from shared.passwords import hash_password, hash_seeded

router = sim_router("people 企业与项目")


class NewEnterprise(Profile):
    """Everything may be left out: what is not asked for is made up, and the account is complete and verified.

    `owner` (a company), `institution` and `government` file; `design`, `survey` and `agency` have an account on the
    review platform, too, with the same login and password. `phone` is the unit's: there recovery codes go, and it is
    the agent's where `agent_phone` says nothing else. The last eight fields are an agency's in the register.
    """

    kind: Literal["owner", "enterprise", "institution", "government", "design", "survey", "agency"] = "owner"
    name: Annotated[AsName, Field(min_length=2, max_length=100)] = left_out()
    credit_code: Account = left_out()
    phone: Mobile = left_out()
    password: Annotated[str, Field(min_length=1, max_length=128)] = left_out()
    profile_complete: bool = left_out()
    real_name_verified: bool = left_out()
    real_level: Literal[1, 2, 3, 4] = left_out()
    agency_class: Literal["class-1", "class-2"] = left_out()
    certificate: str = left_out()
    disciplines: list[str] = left_out()
    regions: list[str] = left_out()
    affiliates: list[str] = left_out()
    suspended: bool = left_out()
    open_limit: int = left_out()
    annual_limit: int = left_out()


class EnterpriseView(AccountView):
    """A unit and how it logs in: at the portal, and but for an owner on the review platform, too.

    `agency_id` is what an owner chooses.
    """

    role: Literal["owner", "design", "survey", "agency"]
    phone: str | None
    login: str
    password: str
    agency_id: str | None = None


class NewInvestmentProject(Body):
    """A project approved at 发改委 for `credit_code`; the hall's rules on the rest are its own."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [{"credit_code": "91410100MA9XXXX118"}]})

    credit_code: CreditCode


class InvestmentProjectView(View):
    """A coded project (投资项目) that the unit may link in the hall."""

    model_config = ConfigDict(extra="allow")

    project_code: str
    project_name: str


@router.post("/enterprises", status_code=201)
async def register(store: StoreDep, peers: PeersDep, body: NewEnterprise | None = None) -> EnterpriseView:
    """A new, valid unit that can log in: an owner, a design or survey unit, or a review agency in the register."""
    asked = (body or NewEnterprise()).model_dump(exclude_unset=True)
    asked.setdefault("kind", "owner")
    seeded = personas()["password"]
    password = asked.get("password", seeded)
    profile = profile_of(asked, default_profile())
    if wrong := faults(asked, password, profile):
        raise RequestInvalid(errors=wrong)
    kept = hash_seeded(seeded) if password == seeded else await hash_password(password)
    return EnterpriseView(**await make_enterprise(store, peers, asked, kept, profile), password=password)


@router.post("/investment-projects", status_code=201)
async def approve(body: NewInvestmentProject, peers: PeersDep) -> InvestmentProjectView:
    """A project with a 24-character code that the unit may link."""
    made = await peers.ask("hall", "POST", "/internal/investment-projects", body=body.model_dump(mode="json"))
    return InvestmentProjectView(**made)
