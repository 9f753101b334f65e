"""企业与项目: new companies that can log in, and projects that they may link."""

from typing import Any, Literal

from pydantic import ConfigDict, Field

from services.gateway.portal.actions.register_enterprise import register_enterprise
from services.gateway.portal.api.views import AccountView
from services.gateway.portal.rules.entries import registration_faults
from services.gateway.portal.seed import personas
from services.gateway.sim.api.entrance import PeersDep, sim_router
from shared.api import Body, StoreDep, View
from shared.canonical import capitals
from shared.errors import RequestInvalid
from shared.passwords import hash_password, hash_seeded

router = sim_router("people 企业与项目")


class NewEnterprise(Body):
    """Everything may be left out: name and credit code are made up, and the account is complete and verified."""

    kind: Literal["enterprise", "institution", "government"] = "enterprise"
    name: str | None = Field(default=None, min_length=2, max_length=100)
    credit_code: str | None = Field(default=None, min_length=1, max_length=40)
    password: str | None = Field(default=None, min_length=1, max_length=128)
    profile_complete: bool = True
    real_name_verified: bool = True


class EnterpriseView(AccountView):
    """A unit and how it logs in at the portal."""

    login: str
    password: str


class NewInvestmentProject(Body):
    """A project approved at 发改委 for `credit_code`; the hall's rules on the rest are its own."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [{"credit_code": "91410100MA9XXXX118"}]})

    credit_code: str = Field(min_length=1, max_length=40)


class InvestmentProjectView(View):
    """A coded project (投资项目) that the unit may link in the hall."""

    model_config = ConfigDict(extra="allow")

    project_code: str
    project_name: str


@router.post("/enterprises", status_code=201)
async def register(store: StoreDep, body: NewEnterprise | None = None) -> EnterpriseView:
    """A new, valid company (事业单位 and 机关 on request) with a portal login."""
    body = body or NewEnterprise()
    seeded = personas()["password"]
    code = capitals(body.credit_code) if body.credit_code else None
    _check(code, body.password or seeded)
    kept = await hash_password(body.password) if body.password else hash_seeded(seeded)
    fields = await store.write(
        register_enterprise, kept, kind=body.kind, name=body.name, credit_code=code,
        complete=body.profile_complete, verified=body.real_name_verified,
    )  # fmt: skip
    return EnterpriseView(**fields, password=body.password or seeded)


@router.post("/investment-projects", status_code=201)
async def approve(body: NewInvestmentProject, peers: PeersDep) -> InvestmentProjectView:
    """A project with a 24-character code that the unit may link."""
    made = await peers.ask("hall", "POST", "/internal/investment-projects", body=body.model_dump(mode="json"))
    return InvestmentProjectView(**made)


def _check(credit_code: str | None, password: str) -> None:
    faults: list[Any] = registration_faults(credit_code or personas()["account"][0]["credit_code"], password, {})
    if faults:
        raise RequestInvalid(errors=faults)
