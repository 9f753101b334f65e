"""Webhook: programs outside that are told of events; what each was told and answered, and sending it again."""

import json
from dataclasses import replace
from typing import get_args

from starlette.responses import Response

from services.gateway.console.named import naming
from services.gateway.console.place import in_sandbox
from services.gateway.instruments.entrance import CallerDep, HandDep, PeersDep, WebhooksDep
from services.gateway.instruments.webhooks import act
from services.gateway.instruments.webhooks.show import EXAMPLE, NewWebhook, WebhookMade
from services.gateway.webhooks.tables import State
from shared.errors import FieldError, Problem
from shared.http.api import Page, StoreDep
from shared.pages.bodies import body_with
from shared.pages.visit import Visit, VisitDep
from shared.store import Store
from shared.views import cursor_after

router = in_sandbox()
SECONDS = 10.0
STATES: tuple[State, ...] = get_args(State)


@router.get("/webhooks")
async def show(visit: VisitDep, store: StoreDep) -> Response:
    """The webhooks there are, and a form for another one."""
    return await _page(visit, store)


@router.post("/webhooks")
async def set_webhook(
    visit: VisitDep, store: StoreDep, peers: PeersDep, webhooks: WebhooksDep, hand: HandDep
) -> Response:
    """Set it; its secret is shown once, here."""
    try:
        made = await act.set_webhook(store, peers, webhooks, hand, body_with(NewWebhook, _asked(visit)))
    except Problem as problem:
        problem.errors = tuple(dict.fromkeys(map(_in_the_form, problem.errors)))
        return await _page(visit, store, problem)
    return await _page(visit, store, made=made)


@router.post("/webhooks/remove")
async def remove(visit: VisitDep, store: StoreDep, webhooks: WebhooksDep, hand: HandDep) -> Response:
    """One of them, or all."""
    asked = visit.fields.get("webhook", "")
    found = [await act.read_webhook(store, asked)] if asked else await act.list_webhooks(store)
    await act.remove_webhooks(store, webhooks, hand, [one.id for one in found])
    return visit.to(f"/console/in/{visit.sandbox}/webhooks")


@router.get("/webhooks/{webhook_id}")
async def show_one(
    visit: VisitDep, store: StoreDep, page: Page, webhook_id: str, state: str = "", journey: str = ""
) -> Response:
    """What it was told, the newest event first."""
    which = act.Which(next((one for one in STATES if one == state), None), None, journey or None)
    webhook = await act.read_webhook(store, webhook_id)
    found = await act.list_deliveries(store, webhook_id, which, page.after, page.limit + 1)
    shown = found[: page.limit]
    return visit.page(
        "webhook.html", webhook=webhook, deliveries=shown, states=STATES, which=which, laid_out=_laid_out,
        next_cursor=cursor_after(shown[-1].id) if len(found) > page.limit else None, named=naming(visit),
        current="webhooks",
    )  # fmt: skip


@router.post("/webhooks/{webhook_id}/ping")
async def ping(visit: VisitDep, caller: CallerDep, webhooks: WebhooksDep, hand: HandDep, webhook_id: str) -> Response:
    """A test; what became of it stands first in the list."""
    await act.ping_webhook(caller, webhooks, hand, webhook_id, SECONDS)
    return visit.to(f"/console/in/{visit.sandbox}/webhooks/{webhook_id}")


@router.post("/webhooks/{webhook_id}/resend")
async def resend(visit: VisitDep, caller: CallerDep, webhooks: WebhooksDep, hand: HandDep, webhook_id: str) -> Response:
    """One delivery."""
    await act.resend(caller, webhooks, hand, webhook_id, visit.fields.get("delivery", ""), SECONDS)
    return visit.to(f"/console/in/{visit.sandbox}/webhooks/{webhook_id}")


async def _page(
    visit: Visit, store: Store, problem: Problem | None = None, made: WebhookMade | None = None
) -> Response:
    webhooks = await act.list_webhooks(store)
    return visit.page(
        "webhooks.html", refused=problem, webhooks=webhooks, made=made, example=json.dumps(EXAMPLE), current="webhooks"
    )  # fmt: skip


def _asked(visit: Visit) -> dict[str, object]:
    """What was typed; what was left empty is left out."""
    events = visit.fields.get("events", "").replace("，", " ").replace(",", " ").split()
    given = {"url": visit.fields.get("url", "").strip(), "secret": visit.fields.get("secret", "").strip() or None}
    return {name: value for name, value in {**given, "events": events or None}.items() if value is not None}


def _in_the_form(error: FieldError) -> FieldError:
    """All types stand in one field."""
    return replace(error, pointer="/events") if error.pointer.startswith("/events/") else error


def _laid_out(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
