"""What is told: an event's envelope as the console shows it, with nothing secret or personal in it."""

import json
from datetime import datetime
from typing import Any

from services.gateway.traces.lookups.find_envelopes import masked
from shared.events.base import LIFE, MEDIA_TYPE
from shared.events.published import event_types
from shared.identifiers import new_id
from shared.masking import SECRET

CONTENT_TYPE = f"{MEDIA_TYPE}; charset=utf-8"
PING = "shentu.ping"


def payload(envelope: dict[str, Any]) -> bytes:
    """Of an event that was recorded: CloudEvents 1.0, structured."""
    kind = event_types().get(envelope["type"])
    hidden = {name: SECRET for name in (kind.SECRETS if kind else ()) if envelope["data"].get(name)}
    shown = masked(envelope)
    return _json(shown | {"data": shown["data"] | hidden})


def ping(sandbox: str, life: int, webhook: str, now: datetime) -> dict[str, Any]:
    """The envelope of a test; nothing in the sandbox happened."""
    return {
        "sandbox": sandbox, LIFE: str(life), "specversion": "1.0", "id": new_id(), "source": "/sim", "type": PING,
        "subject": webhook, "time": now.isoformat(), "datacontenttype": "application/json",
        "data": {"webhook_id": webhook},
    }  # fmt: skip


def message_id(event: str, webhook: str) -> str:
    """The `webhook-id` of an event for a webhook: always the same, and sorting as events do."""
    return f"msg_{event.replace('-', '')}_{webhook.removeprefix('wh_')}"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
