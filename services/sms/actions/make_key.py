"""Make a key for one of the vendors."""

from services.sms.tables import AccessKey
from shared.store import Transaction
from shared.vendors.keys import Vendor, new_key


def make_key(tx: Transaction, vendor: Vendor, report_url: str) -> AccessKey:
    """Any number of them work beside one another."""
    key_id, secret = new_key(vendor, tx.sandbox)
    key = AccessKey(id=key_id, vendor=vendor, secret=secret, report_url=report_url, born=tx.life, created_at=tx.now())
    tx.add(key)
    return key
