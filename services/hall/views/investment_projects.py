"""Approved projects as the investment platform shows them to the control plane."""

from services.hall.tables import InvestmentProject
from shared.http.api import View


class InvestmentProjectView(View):
    """A project that its credit code can now link with this code and name."""

    project_code: str
    project_name: str
    credit_code: str
    project_type: str
    government_procurement: bool
    voided: bool


def investment_project_view(approved: InvestmentProject) -> InvestmentProjectView:
    """One approved project."""
    return InvestmentProjectView.model_validate(approved.model_dump())
