"""A code for the confirmation of a filing goes to the phone that was typed there (guide step 6)."""

from services.sms.actions.send_message import send_message
from shared.events.hall import PhoneCodeIssued
from shared.store import Transaction


def handle(tx: Transaction, event: PhoneCodeIssued, *, limited: bool) -> None:
    """T1."""
    send_message(tx, "T1", event.phone, {"code": event.code, "minutes": str(event.minutes)}, limited=limited)
