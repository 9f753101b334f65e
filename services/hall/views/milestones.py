"""Which applications were ever confirmed: for the control plane, which compares it with what the others have."""

from sqlmodel import col, select

from services.hall.tables import Application
from shared.instruments.contract.state import Milestones
from shared.store import Transaction


def show_confirmed(tx: Transaction) -> Milestones:
    """Also those that were withdrawn since."""
    confirmed = tx.exec(select(Application.id).where(col(Application.confirmed_at).is_not(None))).all()
    return Milestones(reached=dict.fromkeys(confirmed, 1))
