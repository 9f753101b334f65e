"""What a vendor's client asks about texts it sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import col, func, select

from services.sms.tables import Message, VendorText
from shared.store import Transaction
from shared.vendors.keys import Vendor


@dataclass(frozen=True, slots=True)
class Sent:
    """A text, and what its sender knows of it."""

    message: Message
    known: VendorText


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which texts: to a number, within a time, of one `serial` unless that is empty."""

    vendor: Vendor
    phone: str
    since: datetime
    until: datetime
    serial: str = ""


def sent_to(tx: Transaction, wanted: Wanted, offset: int, limit: int) -> tuple[int, list[Sent]]:
    """How many there are, and some of them, the newest first."""
    conditions: list[ColumnElement[bool]] = [
        col(VendorText.vendor) == wanted.vendor, col(Message.to) == wanted.phone,
        col(Message.created_at) >= wanted.since, col(Message.created_at) < wanted.until,
        col(Message.number_of_copy) == 0,
    ]  # fmt: skip
    if wanted.serial:
        conditions.append(col(VendorText.serial) == wanted.serial)
    joined = col(VendorText.message_id) == col(Message.id)
    total = tx.exec(select(func.count()).select_from(Message).join(VendorText, joined).where(*conditions)).one()
    found = select(Message, VendorText).join(VendorText, joined).where(*conditions).order_by(col(Message.id).desc())
    return total, [Sent(*row) for row in tx.exec(found.offset(offset).limit(limit))]


def unreported(tx: Transaction, vendor: Vendor, app: str, limit: int) -> Sequence[Sent]:
    """The oldest texts of which the operator reported something that was not told yet; held until this ends."""
    found = (
        select(Message, VendorText)
        .join(VendorText, col(VendorText.message_id) == col(Message.id))
        .where(
            VendorText.vendor == vendor, VendorText.app == app, col(VendorText.reported).is_(False),
            col(Message.status).in_(("delivered", "failed")),
        )
        .order_by(col(VendorText.message_id))
        .limit(limit)
        .with_for_update()
    )  # fmt: skip
    return [Sent(*row) for row in tx.exec(found)]
