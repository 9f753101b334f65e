"""What stands on a phone."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, or_, select

from services.sms.tables import Message
from shared.store import Statement, Transaction, here, table_of

PAGE = 200

_messages = table_of(Message)
# What failed on the way never reached the phone (S17); /sms/messages shows it.
_ON_PHONE = Statement(
    select(*(column for column in _messages.columns if column.name != "life"))
    .where(
        here(_messages),
        _messages.c.to == bindparam("phone"),
        _messages.c.id > bindparam("after"),
        _messages.c.status == "delivered",
        or_(_messages.c.template == bindparam("only"), bindparam("only") == ""),
    )
    .order_by(_messages.c.id)
    .limit(PAGE)
)


def texts_on_phone(tx: Transaction, phone: str, after: str, only: str) -> Sequence[Mapping[str, Any]]:
    """The columns of up to PAGE texts after that one, oldest first; `only` of this template, unless it is empty."""
    return [row._asdict() for row in tx.run(_ON_PHONE, {"phone": phone, "after": after, "only": only})]
