"""短信厂商密钥: what a vendor's SDK signs with, so that it can text the simulated phones."""

from fastapi import Request

from services.gateway.instruments.entrance import HandDep, PeersDep, WebhooksDep, sim_router
from services.gateway.instruments.sms_keys.act import list_sms_keys, make_sms_key
from services.gateway.instruments.sms_keys.show import NewSmsKey, SmsKeyList, SmsKeyMade

router = sim_router("phones 手机")


@router.post("/sms-keys", status_code=201)
async def make_key(
    request: Request, peers: PeersDep, webhooks: WebhooksDep, hand: HandDep, body: NewSmsKey
) -> SmsKeyMade:
    """A key for Alibaba Cloud's or Tencent Cloud's SDK, of this sandbox. Its secret is shown this once."""
    return await make_sms_key(peers, hand, body, webhooks.hosts, request.url.netloc)


@router.get("/sms-keys")
async def list_keys(request: Request, peers: PeersDep) -> SmsKeyList:
    """The sandbox's keys, the oldest first, without their secrets."""
    return SmsKeyList(items=await list_sms_keys(peers, request.url.netloc))
