"""Approved projects as the investment platform shows them to the control plane."""

from services.hall.tables import InvestmentProject
from shared.instruments.contract.people import ProjectApproved


def approved_view(approved: InvestmentProject) -> ProjectApproved:
    """One approved project."""
    return ProjectApproved.model_validate(approved.model_dump())
