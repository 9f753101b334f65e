"""The phones of a sandbox: each number that was texted, and the last text to it, without what is secret in it."""

from collections.abc import Mapping

from sqlmodel import col, func, select

from services.sms.rules.wordings import ours_called, wording_of
from services.sms.tables import Message
from shared.instruments.contract.texts import LastText, Phones, PhoneTexted
from shared.masking import SECRET, mask
from shared.store import Transaction


def show_phones(tx: Transaction, before: str | None, limit: int) -> Phones:
    """Those whose last text is older than the text `before`."""
    last, sent = func.max(col(Message.id)), func.count()
    reached = func.count().filter(col(Message.status) == "delivered")
    found = select(col(Message.to), last, sent, reached).group_by(col(Message.to)).order_by(last.desc()).limit(limit)
    counted = tx.exec(found if before is None else found.having(last < before)).all()
    texts = tx.exec(select(Message).where(col(Message.id).in_([row[1] for row in counted]))).all()
    by_id = {text.id: text for text in texts}
    return Phones(
        items=[
            PhoneTexted(phone=phone, messages=reached, missed=sent - reached, last=_last(by_id[last]))
            for phone, last, sent, reached in counted
        ]
    )


def _last(message: Message) -> LastText:
    shown = message.model_dump(exclude={"text"})
    wording = wording_of(message.template)
    hidden = mask(message.vars) if ours_called(message.template) else dict.fromkeys(message.vars, SECRET)
    return LastText(**shown, template_name=wording.name, text=_masked(message.text, message.vars, hidden))


def _masked(text: str, values: Mapping[str, str], hidden: Mapping[str, str]) -> str:
    """What fills in a foreign template is hidden altogether: no name says what of it is secret."""
    for name, shown in hidden.items():
        if values[name] and shown != values[name]:
            text = text.replace(values[name], shown)
    return text
