"""Make a key for an imitated SMS vendor, and list those there are."""

from services.gateway.hands.hand import Hand
from services.gateway.instruments.sms_keys.show import NewSmsKey, SmsKeyMade, SmsKeyView, key_made, key_view
from services.gateway.peers.asking import Peers
from shared.context import current
from shared.instruments.contract.keys import KEYS, MAKE_KEY, KeyWanted
from shared.instruments.contract.said import NOTHING
from shared.outward.addresses import Hosts, Refused, UrlRefused


async def make_sms_key(peers: Peers, hand: Hand, asked: NewSmsKey, hosts: Hosts, host: str) -> SmsKeyMade:
    """A key that its SDK can sign with; `host` is where the simulator was found.

    Raises UrlRefused where reports may not go.
    """
    wanted = KeyWanted(**asked.model_dump(exclude_unset=True))
    if wanted.report_url:
        try:
            hosts.target(wanted.report_url)
        except Refused as refused:
            raise UrlRefused(refused, "/report_url") from refused
    async with hand.does("sms-key.made", vendor=asked.vendor) as done:
        made = await peers.ask("sms", MAKE_KEY, wanted)
        done.after = {"access_key_id": made.access_key_id}
    return key_made(made, _here(host))


async def list_sms_keys(peers: Peers, host: str) -> list[SmsKeyView]:
    """The oldest first."""
    return [key_view(key, _here(host)) for key in (await peers.ask("sms", KEYS, NOTHING)).items]


def _here(host: str) -> str:
    return f"{host}{current().root}/x/{current().sandbox}"
