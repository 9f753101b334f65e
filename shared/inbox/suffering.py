"""What faults do to deliveries: they fail, wait, are lost, or come again because a crash is played."""

from datetime import timedelta

from sqlalchemy import delete, update

from shared.clock import real_micros
from shared.errors import Unavailable
from shared.faults import DELIVERY, Struck, strike
from shared.faults.striking import STATUS
from shared.inbox.handling import RETRY, Arrival, Inflicted
from shared.store import Transaction
from shared.store.tables import inbox

WAITING = ("delay", "hold")
LOST = "lost"


class Crashed(Unavailable):
    """A crash is played: the copy is not acknowledged, and comes again."""


def suffer(tx: Transaction, arrival: Arrival, attempt: int, but: tuple[str, ...] = ()) -> bool | None:
    """Have a fault strike this attempt, noted in the transaction; None when none does, which is the rule.

    Else whether the copy has to come again. The inbox has the event already.
    """
    if not tx.faults & DELIVERY:
        return None
    service, event = arrival.service, arrival.envelope
    facts = {"consumer": service, "event": event.type, "where": arrival.document}
    struck = strike(tx.connection(), tx.life, DELIVERY, service, facts, but)
    if struck is None:
        return None
    tx.wrote = True
    tx.records.step("delivery", arrival.type, STATUS, event_id=arrival.id, attempt=attempt, detail=struck.facts)
    return _EFFECTS[struck.do](tx, arrival, attempt, struck)


def _fail(tx: Transaction, arrival: Arrival, attempt: int, struck: Struck) -> bool:
    tx.execute(update(inbox).where(*arrival.row).values(body=arrival.body))
    arrival.note_failure(tx, attempt, Inflicted(struck.how["error"]))
    return False


def _hold(tx: Transaction, arrival: Arrival, attempt: int, struck: Struck) -> bool:
    kept = {"status": "retry", "attempts": attempt - 1, "body": arrival.body, "fault": struck.fault}
    tx.execute(update(inbox).where(*arrival.row).values(kept))
    return False


def _delay(tx: Transaction, arrival: Arrival, attempt: int, struck: Struck) -> bool:
    tx.set_timer(RETRY, arrival.id, tx.now() + timedelta(milliseconds=struck.milliseconds))
    return _hold(tx, arrival, attempt, struck)


def _lose(tx: Transaction, arrival: Arrival, attempt: int, struck: Struck) -> bool:
    tx.execute(update(inbox).where(*arrival.row).values(status=LOST, body=b"", fault=struck.fault))
    return False


def _crash(tx: Transaction, arrival: Arrival, attempt: int, struck: Struck) -> bool:
    """After the commit it is handled, and a copy will come; before, it is as if it had never come."""
    if struck.how["when"] == "after-commit":
        arrival.handle(tx, attempt, real_micros())
    else:
        tx.execute(delete(inbox).where(*arrival.row))
        tx.records.received.remove(arrival.type)
    return True


_EFFECTS = {"fail": _fail, "hold": _hold, "delay": _delay, "lose": _lose, "crash": _crash}
