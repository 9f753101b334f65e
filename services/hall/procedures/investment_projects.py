"""An approved project is made for somebody to link (for the control plane)."""

from collections.abc import Mapping
from typing import Any

from services.hall.actions.register_investment_project import register_investment_project
from services.hall.rules.story import funding
from services.hall.tables import InvestmentProject
from services.hall.views.investment_projects import approved_view
from shared.instruments.contract.people import ProjectApproved
from shared.store import Store, Transaction

_COMPANY = "2"  # whose money it is where the type of project does not say
_FACTS = ("region_code", "site_address", "total_investment", "scale_content")


async def register(store: Store, given: Mapping[str, Any]) -> ProjectApproved:
    """Make an approved project of what is given, by the names of InvestmentProject and of its facts."""
    return await store.write(lambda tx: approved_view(approve(tx, given)))


def approve(tx: Transaction, given: Mapping[str, Any]) -> InvestmentProject:
    """The same, in this transaction."""
    facts = funding(given["project_type"], _COMPANY) | {name: given[name] for name in _FACTS}
    columns = {name: value for name, value in given.items() if name not in _FACTS}
    return register_investment_project(tx, facts=facts, **columns)
