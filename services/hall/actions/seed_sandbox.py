"""Fill a new sandbox: the investment platform's projects of the personas (seed.toml)."""

from services.hall.rules.catalogue import FOLDER
from services.hall.tables import InvestmentProject
from shared.forms import load_toml
from shared.store import Transaction

_COLUMNS = ("project_code", "project_name", "credit_code", "project_type", "government_procurement", "voided")


def seed_sandbox(tx: Transaction) -> None:
    """Every persona finds its projects approved, with the same codes in every sandbox."""
    for table in load_toml(FOLDER / "seed.toml")["investment_project"]:
        columns = {name: table.pop(name) for name in _COLUMNS if name in table}
        tx.add(InvestmentProject(**columns, facts=table))
