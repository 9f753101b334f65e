"""Keys for the imitated vendors."""

from sqlmodel import col, func, select

from services.sms.tables import AccessKey, Message, VendorText
from shared.instruments.contract.keys import Key, Keys
from shared.store import Transaction


def show_keys(tx: Transaction) -> Keys:
    """All of them, the oldest first, without what they sign with."""
    rows = tx.exec(select(AccessKey).order_by(col(AccessKey.created_at), col(AccessKey.id))).all()
    counted = _pushes(tx)
    return Keys(items=[Key.model_validate({**key_facts(row), "reports": counted.get(row.id, {})}) for row in rows])


def key_facts(key: AccessKey) -> dict[str, object]:
    """What of a key may be told again."""
    return {
        "vendor": key.vendor, "access_key_id": key.id, "report_url": key.report_url, "created_at": key.created_at,
    }  # fmt: skip


def _pushes(tx: Transaction) -> dict[str, dict[str, int]]:
    """Reports by key and state of those texts that have any, and a receiver."""
    found = (
        select(VendorText.key_id, VendorText.push_state, func.count())
        .join(AccessKey, col(AccessKey.id) == col(VendorText.key_id))
        .join(Message, col(Message.id) == col(VendorText.message_id))
        .where(col(AccessKey.report_url) != "", col(Message.status).in_(("delivered", "failed")))
        .group_by(col(VendorText.key_id), col(VendorText.push_state))
    )
    counted: dict[str, dict[str, int]] = {}
    for key, state, number in tx.exec(found):
        counted.setdefault(key, {})[state] = number
    return counted
