"""How many texts a number had from one sender lately."""

from sqlmodel import col, select

from services.sms.rules.limits import Window, exceeded, longest
from services.sms.rules.wordings import Wording, wordings
from services.sms.tables import Message
from shared.store import Transaction


def over_limit(tx: Transaction, wording: Wording, to: str) -> Window | None:
    """The providers' limit for (number, sign) that one more text of this kind would overrun."""
    notices = [each for other in wordings().values() if other.kind == "notice" for each in other.ids]
    template = col(Message.template)
    kin = template.in_(notices) if wording.kind == "notice" else template.not_in(notices)
    since = tx.now() - longest(wording.kind)
    sent = tx.exec(
        select(Message.sent_at).where(
            Message.to == to, Message.sign == wording.sign, kin, col(Message.sent_at).is_not(None),
            col(Message.sent_at) > since,
        )
    ).all()  # fmt: skip
    return exceeded(wording.kind, [moment for moment in sent if moment is not None], tx.now())
