"""A code for password recovery goes to the phone bound to the platform account (guide step 7)."""

from services.sms.actions.send_message import send_message
from shared.events.review import PhoneCodeIssued
from shared.store import Transaction


def handle(tx: Transaction, event: PhoneCodeIssued, *, limited: bool) -> None:
    """T5."""
    send_message(tx, "T5", event.phone, {"code": event.code, "minutes": str(event.minutes)}, limited=limited)
