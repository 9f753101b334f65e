"""Inner door: approved projects at the simulated investment platform, for the control plane only."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field

from services.hall import fields
from services.hall.actions.register_investment_project import register_investment_project
from services.hall.rules.story import funding
from services.hall.tables import InvestmentProject
from shared.api import Body, StoreDep, View
from shared.control.guard import internal_only

router = APIRouter(prefix="/internal/investment-projects", dependencies=[Depends(internal_only)])

_COMPANY = "2"  # whose money it is where the type of project does not say


class RegisterProject(Body):
    """A project approved for `credit_code`; what is not given is made up."""

    credit_code: fields.CreditCode
    project_code: Annotated[str, Field(max_length=64)] | None = None
    project_name: fields.Name | None = None
    project_type: fields.ProjectType = "3"
    government_procurement: bool = False
    voided: bool = False
    region_code: fields.Region = "410105"
    site_address: fields.Name = "示例路1号"
    total_investment: fields.Amount = 18000
    scale_content: fields.Text = "示例建设规模及内容"


class InvestmentProjectView(View):
    """A project that its credit code can now link with this code and name."""

    project_code: str
    project_name: str
    credit_code: str
    project_type: str
    government_procurement: bool
    voided: bool


@router.post("", status_code=201)
async def register(body: RegisterProject, store: StoreDep) -> InvestmentProjectView:
    """Make an approved project."""
    given = body.model_dump()
    facts = {name: given.pop(name) for name in ("region_code", "site_address", "total_investment", "scale_content")}
    facts = {**funding(body.project_type, _COMPANY), **facts}
    return await store.write(lambda unit: _view(register_investment_project(unit, facts=facts, **given)))


def _view(approved: InvestmentProject) -> InvestmentProjectView:
    return InvestmentProjectView.model_validate(approved.model_dump())
