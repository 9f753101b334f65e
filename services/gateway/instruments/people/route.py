"""企业与项目: new companies that can log in, and projects that they may link."""

from services.gateway.instruments.entrance import PeersDep, sim_router
from services.gateway.instruments.people.act import make_enterprise
from services.gateway.instruments.people.new_enterprise import faults, profile_of
from services.gateway.instruments.people.show import (
    EnterpriseView,
    InvestmentProjectView,
    NewEnterprise,
    NewInvestmentProject,
)
from services.gateway.portal.actions.register_enterprise import default_profile
from services.gateway.portal.seed import personas
from shared.errors import RequestInvalid
from shared.http.api import StoreDep
from shared.login.passwords import hash_password, hash_seeded

router = sim_router("people 企业与项目")


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
    made = await peers.pass_on("hall", "/internal/investment-projects", body.model_dump(mode="json"))
    return InvestmentProjectView(**made)
