"""How many texts a number had from one sender lately."""

from sqlmodel import col, select

from services.sms.rules.limits import exceeded, longest
from services.sms.rules.wordings import Wording, wordings
from services.sms.tables import Message
from shared.store import Transaction


def over_limit(tx: Transaction, wording: Wording, to: str) -> bool:
    """Whether one more text of this kind would overrun the providers' limits for (number, sign)."""
    kin = [other.id for other in wordings().values() if (other.kind, other.sign) == (wording.kind, wording.sign)]
    since = tx.now() - longest(wording.kind)
    sent = tx.exec(
        select(Message.sent_at).where(
            Message.to == to, col(Message.template).in_(kin), col(Message.sent_at).is_not(None),
            col(Message.sent_at) > since,
        )
    ).all()  # fmt: skip
    return exceeded(wording.kind, [moment for moment in sent if moment is not None], tx.now()) is not None
