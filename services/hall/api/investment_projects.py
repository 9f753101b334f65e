"""Inner door: approved projects at the simulated investment platform, for the control plane only."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field

from services.hall import fields
from services.hall.procedures import investment_projects
from services.hall.views.investment_projects import InvestmentProjectView
from shared.http.api import Body, StoreDep
from shared.instruments.guard import internal_only

router = APIRouter(prefix="/internal/investment-projects", dependencies=[Depends(internal_only)])


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


@router.post("", status_code=201)
async def register(body: RegisterProject, store: StoreDep) -> InvestmentProjectView:
    """Make an approved project."""
    return await investment_projects.register(store, body.model_dump())
