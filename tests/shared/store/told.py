"""A transaction that tells something, as a service would."""

from shared.events.hall import ApplicationWithdrawn
from shared.store import Transaction


def told(tx: Transaction, journey: str, reason: str = "") -> str:
    """An event, a state and what the journey is about; returns the event's id."""
    tx.journey = journey
    tx.about(number=f"number-{journey}", project_name="示例项目")
    tx.state("application", "withdrawn")
    return tx.record(ApplicationWithdrawn(application_id=journey, project_code="code", reason=reason))
