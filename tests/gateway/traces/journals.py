"""Journal lines as services would give them, for the rules' tests."""

from datetime import datetime, timedelta
from typing import Any

from shared.clock import BEIJING
from shared.instruments.contract.journal import Kind, Line

START = datetime(2026, 5, 18, 9, 0, tzinfo=BEIJING)


def line(service: str, seq: int, kind: Kind, name: str, status: str, ms: float = 0, **more: Any) -> Line:
    """One line, `ms` milliseconds after the start; the sandbox's clock stands still."""
    moment = START + timedelta(milliseconds=ms)
    return Line(service=service, seq=seq, journey="J", kind=kind, name=name, status=status, at=START,
                 recorded_at=moment, **more)  # fmt: skip


CONFIRMED = "hall.application.confirmed"
PUSHED = "review.project.pushed"


def confirmed_with_a_retry() -> list[Line]:
    """A confirmation whose push failed once, then made an account and a message."""
    away = {"attempt": 1, "event_id": "E1"}
    return [
        line("gateway", 1, "request", "POST /hall/applications/J/confirmation", "200", 0, event_id="R", duration_ms=9),
        line("hall", 1, "state", "application", "confirmed", 3, caused_by="R"),
        line("hall", 2, "event", CONFIRMED, "emitted", 3, event_id="E1", caused_by="R"),
        line("hall", 3, "event", CONFIRMED, "confirmed", 8, event_id="E1"),
        line("review", 1, "delivery", CONFIRMED, "received", 6, event_id="E1"),
        line("review", 2, "delivery", CONFIRMED, "failed", 6, error="OSError: away", **away),
        line("review", 2, "delivery", CONFIRMED, "retry", 6, **away),
        line("review", 3, "delivery", CONFIRMED, "duplicate", 7, event_id="E1"),
        line("review", 4, "state", "project", "pushed", 30, caused_by="E1"),
        line("review", 5, "event", PUSHED, "emitted", 30, event_id="E2", caused_by="E1"),
        line("review", 6, "delivery", CONFIRMED, "handled", 30, event_id="E1", attempt=2, duration_ms=1.5),
        line("review", 7, "event", PUSHED, "confirmed", 33, event_id="E2"),
        line("sms", 1, "delivery", PUSHED, "received", 32, event_id="E2", attempt=1),
        line("sms", 2, "message", "account-created", "delivered", 32, caused_by="E2"),
        line("sms", 3, "delivery", PUSHED, "handled", 32, event_id="E2", attempt=1),
    ]
