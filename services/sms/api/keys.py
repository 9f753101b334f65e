"""Inner door: keys for the imitated vendors; for the control plane only."""

from fastapi import APIRouter

from services.sms.procedures.make_key import make_key
from services.sms.views.keys import show_keys
from shared.http.api import StoreDep
from shared.instruments.contract.keys import KeyMade, Keys, KeyWanted
from shared.instruments.questions import KEYS, MAKE_KEY, PREFIX

router = APIRouter(prefix=PREFIX)


@MAKE_KEY.on(router)
async def make(store: StoreDep, wanted: KeyWanted) -> KeyMade:
    """A new one."""
    return await make_key(store, wanted)


@KEYS.on(router)
async def keys(store: StoreDep) -> Keys:
    """What keys there are."""
    return await store.read(show_keys)
