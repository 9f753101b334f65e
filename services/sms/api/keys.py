"""Inner door: keys for the imitated vendors; for the control plane only."""

from services.sms.procedures.make_key import make_key
from services.sms.views.keys import show_keys
from shared.http.host import Host
from shared.instruments.contract.keys import KEYS, MAKE_KEY, KeyMade, Keys, KeyWanted
from shared.instruments.contract.said import Nothing
from shared.instruments.inner_door import Answers

answers = Answers()


@answers.to(MAKE_KEY)
async def make(service: Host, wanted: KeyWanted) -> KeyMade:
    """A new one."""
    return await make_key(service.store, wanted)


@answers.to(KEYS)
async def keys(service: Host, _: Nothing) -> Keys:
    """What keys there are."""
    return await service.store.read(show_keys)
