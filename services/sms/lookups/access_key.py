"""The key that a vendor's client signs with."""

from services.sms.tables import AccessKey
from shared.store import Transaction
from shared.vendors.keys import LONGEST_ID, Vendor


def secret_of(tx: Transaction, vendor: Vendor, key_id: str) -> str | None:
    """What it signs with; None when this sandbox has no such key for this vendor."""
    key = tx.get(AccessKey, key_id) if 0 < len(key_id) <= LONGEST_ID else None
    return key.secret if key is not None and key.vendor == vendor else None
