"""Bring an application into another state, with history and journal."""

from datetime import datetime
from typing import Any

from services.hall.tables import Application
from shared.store import Transaction


def move_application(tx: Transaction, application: Application, status: str, reason: str = "") -> None:
    """Set the state, append it to the history, and note it in the journal, where a journey is looked for by these."""
    application.status = status
    application.updated_at = tx.now()
    application.history = with_state(application.history, status, tx.now(), reason)
    tx.state(
        "application", status, number=application.number, project_code=application.project_code,
        project_name=application.project_name,
    )  # fmt: skip


def with_state(history: list[dict[str, Any]], status: str, at: datetime, reason: str = "") -> list[dict[str, Any]]:
    """The history with one state more."""
    return [*history, {"status": status, "reason": reason, "at": at.isoformat()}]
