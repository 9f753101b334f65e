"""A code for the confirmation of a filing goes to the phone that was typed there (guide step 6)."""

from services.sms.actions.send_message import send_message
from shared.events.hall import PhoneCodeIssued
from shared.store import Unit


def handle(unit: Unit, event: PhoneCodeIssued, *, limited: bool) -> None:
    """T1."""
    send_message(unit, "T1", event.phone, {"code": event.code, "minutes": str(event.minutes)}, limited=limited)
