"""Make a key, and show it whole for once."""

from services.sms.actions import make_key as action
from services.sms.views.keys import key_facts
from shared.instruments.contract.keys import KeyMade, KeyWanted
from shared.store import Store, Transaction


async def make_key(store: Store, wanted: KeyWanted) -> KeyMade:
    """The key with its secret; where its reports may go was judged by who asks, and is again at each push."""
    return await store.write(_make, wanted)


def _make(tx: Transaction, wanted: KeyWanted) -> KeyMade:
    key = action.make_key(tx, wanted.vendor, wanted.report_url)
    return KeyMade.model_validate({**key_facts(key), "reports": {}, "access_key_secret": key.secret})
