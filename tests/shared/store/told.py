"""A unit that tells something, as a service would."""

from shared.events.hall import ApplicationWithdrawn
from shared.store import Unit


def told(unit: Unit, journey: str, reason: str = "") -> str:
    """An event, a state and what the journey is about; returns the event's id."""
    unit.journey = journey
    unit.about(number=f"number-{journey}", project_name="示例项目")
    unit.state("application", "withdrawn")
    return unit.record(ApplicationWithdrawn(application_id=journey, project_code="code", reason=reason))
