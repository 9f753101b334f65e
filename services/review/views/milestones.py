"""Which applications the city pushed: for the control plane, which compares it with what the others have."""

from sqlmodel import col, func, select

from services.review.tables import Project
from shared.instruments.contract.state import Milestones
from shared.store import Transaction


def show_pushed(tx: Transaction) -> Milestones:
    """By application."""
    pushed = select(Project.application_id, func.count()).group_by(col(Project.application_id))
    return Milestones(reached=dict(tx.exec(pushed).all()))
