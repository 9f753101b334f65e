"""Set webhooks, remove them, test them, and have something sent again."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from services.gateway.hands.hand import Hand
from services.gateway.instruments.webhooks.errors import (
    DeliveryUnknown,
    NothingMatches,
    SecretMalformed,
    TooManyWebhooks,
    WebhookUnknown,
)
from services.gateway.instruments.webhooks.show import (
    DeliveryView,
    NewWebhook,
    WebhookMade,
    WebhookView,
    delivery_view,
    webhook_view,
)
from services.gateway.peers.asking import Peers
from services.gateway.peers.watch import Caller, first
from services.gateway.webhooks import records, rows
from services.gateway.webhooks.payload import ping
from services.gateway.webhooks.reading import places_now, types_of
from services.gateway.webhooks.runner import Webhooks
from services.gateway.webhooks.signing import key_of, new_secret
from services.gateway.webhooks.tables import PENDING, State, Webhook
from shared.clock import from_micros, real_micros
from shared.outward.addresses import Refused, Target, UrlRefused
from shared.store import Store


@dataclass(frozen=True, slots=True)
class Which:
    """Which deliveries are asked for."""

    state: State | None = None
    event: str | None = None
    journey: str | None = None


async def set_webhook(store: Store, peers: Peers, webhooks: Webhooks, hand: Hand, asked: NewWebhook) -> WebhookMade:
    """From now on. Raises UrlRefused, NothingMatches, SecretMalformed, TooManyWebhooks, UpstreamUnavailable."""
    target = _checked(webhooks, asked)
    secret = asked.secret or new_secret()
    row = Webhook(
        id=f"wh_{token_hex(6)}", url=asked.url, events=asked.events, secret=secret, set_by=hand.actor,
        set_at=from_micros(real_micros()), born=0, places=await places_now(peers),
    )  # fmt: skip
    # without the path: it may hold what lets somebody in
    host = f"{target.host}:{target.port}"
    async with hand.does("webhook.set", webhook_id=row.id, host=host, events=asked.events):
        if not await store.write(records.add, row):
            raise TooManyWebhooks
    webhooks.wake()
    return WebhookMade(**(await read_webhook(store, row.id)).model_dump(), secret=secret)


def _checked(webhooks: Webhooks, asked: NewWebhook) -> Target:
    try:
        target = webhooks.hosts.target(asked.url)
    except Refused as refused:
        raise UrlRefused(refused) from refused
    if unlike := [place for place, pattern in enumerate(asked.events) if not types_of([pattern])]:
        raise NothingMatches(unlike)
    try:
        key_of(asked.secret or new_secret())
    except ValueError as error:
        raise SecretMalformed from error
    return target


async def list_webhooks(store: Store) -> list[WebhookView]:
    """Of the sandbox."""
    return [webhook_view(one) for one in await store.read(records.webhooks)]


async def read_webhook(store: Store, webhook: str) -> WebhookView:
    """One of them; raises WebhookUnknown."""
    for one in await list_webhooks(store):
        if one.id == webhook:
            return one
    raise WebhookUnknown(webhook=webhook[:80])


async def remove_webhooks(store: Store, webhooks: Webhooks, hand: Hand, ids: list[str]) -> None:
    """What they were still to be told is forgotten with them."""
    for webhook in ids:
        async with hand.does("webhook.removed", webhook_id=webhook):
            await store.write(records.remove, [webhook])
    webhooks.wake()


async def list_deliveries(
    store: Store, webhook: str, which: Which, before: str | None, most: int
) -> list[DeliveryView]:
    """Raises WebhookUnknown."""
    await read_webhook(store, webhook)
    found = await store.read(
        records.deliveries, webhook, which.state, which.event, which.journey, before, most
    )  # fmt: skip
    return [delivery_view(one) for one in found]


async def read_delivery(store: Store, webhook: str, message: str) -> DeliveryView:
    """With every attempt. Raises WebhookUnknown, DeliveryUnknown."""
    await read_webhook(store, webhook)
    found = await store.read(records.delivery, webhook, message)
    if found is None:
        raise DeliveryUnknown(delivery=message[:80], webhook=webhook)
    return delivery_view(found)


async def ping_webhook(caller: Caller, webhooks: Webhooks, hand: Hand, webhook: str, seconds: float) -> DeliveryView:
    """Send a test, once, and wait for what becomes of it. Raises WebhookUnknown."""
    store = caller.service.store
    await read_webhook(store, webhook)
    now = datetime.now(tz=from_micros(0).tzinfo)
    async with hand.does("webhook.pinged", webhook_id=webhook) as done:
        envelope = ping(caller.sandbox, caller.life, webhook, now)
        message = await store.write(records.add_ping, envelope, webhook)
        if message is None:
            raise WebhookUnknown(webhook=webhook)
        webhooks.wake()
        became = await _became(caller, webhook, message, seconds)
        done.after = {"state": became.state}
    return became


async def resend(
    caller: Caller, webhooks: Webhooks, hand: Hand, webhook: str, message: str, seconds: float
) -> DeliveryView:
    """Send it now, under the same id, and wait for what becomes of it. Raises WebhookUnknown, DeliveryUnknown."""
    store = caller.service.store
    before = await read_delivery(store, webhook, message)
    said = {"webhook_id": webhook, "delivery": message, "type": before.type, "before": {"state": before.state}}
    async with hand.does("webhook.resent", before.journey, **said) as done:
        await store.write(rows.send_again, message)
        webhooks.wake()
        became = await _became(caller, webhook, message, seconds)
        done.after = {"state": became.state}
    return became


async def _became(caller: Caller, webhook: str, message: str, seconds: float) -> DeliveryView:
    """As soon as the attempt was made; after `seconds`, as it is then."""
    store = caller.service.store

    async def look() -> DeliveryView | None:
        found = await read_delivery(store, webhook, message)
        return None if found.state == PENDING else found

    return await first(caller, look, (), seconds) or await read_delivery(store, webhook, message)
