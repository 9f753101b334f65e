"""For which applications the account was texted: for the control plane, which compares it with what the others have."""

from sqlmodel import col, func, select

from services.sms.rules.wordings import wordings
from services.sms.tables import Message
from shared.instruments.contract.state import Milestones
from shared.store import Transaction


def show_texted(tx: Transaction) -> Milestones:
    """Account texts by journey; those that failed are among them and counted once more by themselves."""
    templates = [wording.id for wording in wordings().values() if wording.name.startswith("account-")]
    failed = func.count().filter(col(Message.status) == "failed")
    counted = select(Message.journey, func.count(), failed).where(
        col(Message.template).in_(templates), col(Message.number_of_copy) == 0
    )
    rows = tx.exec(counted.group_by(col(Message.journey))).all()
    return Milestones(
        reached={journey: number for journey, number, _ in rows if journey is not None},
        failed={journey: in_vain for journey, _, in_vain in rows if journey is not None and in_vain},
    )
