"""Webhook: programs outside are told of events by signed requests, and what became of each is to be seen."""

from typing import Annotated

from fastapi import Path, Query

from services.gateway.instruments.entrance import CallerDep, HandDep, PeersDep, WebhooksDep, sim_router
from services.gateway.instruments.event_type import EventType, check_event_type
from services.gateway.instruments.webhooks import act
from services.gateway.instruments.webhooks.show import (
    DeliveryList,
    DeliveryView,
    NewWebhook,
    WebhookList,
    WebhookMade,
    WebhookView,
)
from services.gateway.webhooks.payload import PING
from services.gateway.webhooks.tables import State
from shared.http.api import Page, StoreDep
from shared.views import cursor_after

router = sim_router("webhooks 通知")

WebhookId = Annotated[str, Path(max_length=80)]
DeliveryId = Annotated[str, Path(max_length=120)]
Timeout = Annotated[
    float, Query(ge=0, le=60, allow_inf_nan=False, description="Seconds to wait for what becomes of it, at most 60.")
]


@router.post("/webhooks", status_code=201)
async def set_webhook(
    body: NewWebhook, store: StoreDep, peers: PeersDep, webhooks: WebhooksDep, hand: HandDep
) -> WebhookMade:
    """Each event of these types that is recorded in this sandbox from now on is told by a signed request, at least
    once, under a `webhook-id` that stays the same. It ends with the sandbox's life: a reset removes it.

    The body is the event's CloudEvents envelope, masked as in `/sim/events/{event_id}`: no password or code leaves.
    """
    return await act.set_webhook(store, peers, webhooks, hand, body)


@router.get("/webhooks")
async def list_webhooks(store: StoreDep) -> WebhookList:
    """The webhooks of the sandbox, with their deliveries counted by state."""
    return WebhookList(items=await act.list_webhooks(store))


@router.delete("/webhooks")
async def remove_all(store: StoreDep, webhooks: WebhooksDep, hand: HandDep) -> WebhookList:
    """Remove them all, with what they were still to be told. Answers what was removed."""
    found = await act.list_webhooks(store)
    await act.remove_webhooks(store, webhooks, hand, [one.id for one in found])
    return WebhookList(items=found)


@router.get("/webhooks/{webhook_id}")
async def show(webhook_id: WebhookId, store: StoreDep) -> WebhookView:
    """One of them."""
    return await act.read_webhook(store, webhook_id)


@router.delete("/webhooks/{webhook_id}")
async def remove(webhook_id: WebhookId, store: StoreDep, webhooks: WebhooksDep, hand: HandDep) -> WebhookView:
    """Remove one, with what it was still to be told. Answers how it was."""
    found = await act.read_webhook(store, webhook_id)
    await act.remove_webhooks(store, webhooks, hand, [webhook_id])
    return found


@router.post("/webhooks/{webhook_id}/ping")
async def ping(
    webhook_id: WebhookId, caller: CallerDep, webhooks: WebhooksDep, hand: HandDep, timeout: Timeout = 10
) -> DeliveryView:
    """Send it a test of the type `shentu.ping`, once, and tell what it answered."""
    return await act.ping_webhook(caller, webhooks, hand, webhook_id, timeout)


@router.get("/webhooks/{webhook_id}/deliveries")
async def list_deliveries(
    webhook_id: WebhookId,
    store: StoreDep,
    page: Page,
    state: Annotated[State | None, Query()] = None,
    event: Annotated[EventType | None, Query(description="Its type.")] = None,
    journey: Annotated[str | None, Query(max_length=80)] = None,
) -> DeliveryList:
    """What it was told and what it answered, the newest event first: each with its last attempt."""
    if event != PING:
        check_event_type(event, "/query/event")
    which = act.Which(state, event, journey)
    found = await act.list_deliveries(store, webhook_id, which, page.after, page.limit + 1)
    shown = found[: page.limit]
    return DeliveryList(items=shown, next_cursor=cursor_after(shown[-1].id) if len(found) > page.limit else None)


@router.get("/webhooks/{webhook_id}/deliveries/{delivery_id}")
async def read_delivery(webhook_id: WebhookId, delivery_id: DeliveryId, store: StoreDep) -> DeliveryView:
    """One of them, with every attempt."""
    return await act.read_delivery(store, webhook_id, delivery_id)


@router.post("/webhooks/{webhook_id}/deliveries/{delivery_id}/resend")
async def resend(
    webhook_id: WebhookId, delivery_id: DeliveryId, caller: CallerDep, webhooks: WebhooksDep, hand: HandDep,
    timeout: Timeout = 10,
) -> DeliveryView:  # fmt: skip
    """Send it again now, whatever became of it, under the same `webhook-id`; and tell what was answered.

    Where that fails it is tried again by the schedule, from its beginning.
    """
    return await act.resend(caller, webhooks, hand, webhook_id, delivery_id, timeout)
