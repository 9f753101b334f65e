"""企业与项目: new companies that can log in, and projects that they may link."""

from services.gateway.instruments.entrance import HandDep, PeersDep, sim_router
from services.gateway.instruments.people.act import approve_project, register_enterprise
from services.gateway.instruments.people.show import (
    EnterpriseView,
    InvestmentProjectView,
    NewEnterprise,
    NewInvestmentProject,
)
from shared.http.api import StoreDep

router = sim_router("people 企业与项目")


@router.post("/enterprises", status_code=201)
async def register(
    store: StoreDep, peers: PeersDep, hand: HandDep, body: NewEnterprise | None = None
) -> EnterpriseView:
    """A new, valid unit that can log in: an owner, a design or survey unit, or a review agency in the register."""
    return await register_enterprise(store, peers, hand, body or NewEnterprise())


@router.post("/investment-projects", status_code=201)
async def approve(body: NewInvestmentProject, peers: PeersDep, hand: HandDep) -> InvestmentProjectView:
    """A project with a 24-character code that the unit may link."""
    return await approve_project(peers, hand, body)
