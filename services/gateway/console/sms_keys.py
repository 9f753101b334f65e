"""短信厂商: keys for the vendors' SDKs, and where these are to be pointed."""

from starlette.responses import Response

from services.gateway.console.place import in_sandbox
from services.gateway.instruments.entrance import HandDep, PeersDep, WebhooksDep
from services.gateway.instruments.sms_keys.act import list_sms_keys, make_sms_key
from services.gateway.instruments.sms_keys.show import NewSmsKey, SmsKeyMade
from services.gateway.peers.asking import Peers
from shared.errors import Problem
from shared.pages.bodies import body_with
from shared.pages.visit import Visit, VisitDep
from shared.vendors.keys import VENDORS

router = in_sandbox()


@router.get("/sms-keys")
async def show(visit: VisitDep, peers: PeersDep) -> Response:
    """The keys there are, and a form for another one."""
    return await _page(visit, peers)


@router.post("/sms-keys")
async def make(visit: VisitDep, peers: PeersDep, webhooks: WebhooksDep, hand: HandDep) -> Response:
    """A key; its secret is shown once, here."""
    try:
        given = {name: text for name in ("vendor", "report_url") if (text := visit.fields.get(name, "").strip())}
        made = await make_sms_key(peers, hand, body_with(NewSmsKey, given), webhooks.hosts, visit.request.url.netloc)
    except Problem as problem:
        return await _page(visit, peers, problem)
    return await _page(visit, peers, made=made)


async def _page(visit: Visit, peers: Peers, problem: Problem | None = None, made: SmsKeyMade | None = None) -> Response:
    keys = await list_sms_keys(peers, visit.request.url.netloc)
    return visit.page("sms_keys.html", refused=problem, keys=keys, made=made, vendors=VENDORS, current="sms-keys")
