"""The phones of a sandbox: each number that was texted, and the last text to it, without what is secret in it."""

from collections.abc import Mapping

from sqlmodel import col, func, select

from services.sms.rules.wordings import wordings
from services.sms.tables import Message
from shared.instruments.contract.texts import LastText, Phones, PhoneTexted
from shared.masking import mask
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
    name = wordings()[message.template].name
    return LastText(**shown, template_name=name, text=_masked(message.text, message.vars))


def _masked(text: str, values: Mapping[str, str]) -> str:
    for name, shown in mask(values).items():
        if values[name] and shown != values[name]:
            text = text.replace(values[name], shown)
    return text
