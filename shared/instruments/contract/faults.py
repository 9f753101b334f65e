"""Faults: told to the services that they concern, and how often they struck there."""

from datetime import datetime

from shared.faults.fault import Fault
from shared.instruments.contract.question import Order, Question
from shared.instruments.contract.said import Asked, Changed, Nothing, Said


class FaultNamed(Asked):
    """Which fault, by its id."""

    fault: str


class FaultKept(Said):
    """A fault as a service has it: `hits` so far; `holds` so many events and deliveries now, in these `journeys`;
    `ended` by its time."""

    fault: Fault
    set_at: datetime
    hits: int
    holds: int
    journeys: list[str]
    ended: bool


class FaultsKept(Said):
    """In the order in which they were set."""

    items: list[FaultKept]


FAULTS = Question("faults", Nothing, FaultsKept)
SET_FAULT = Order("set-fault", Fault, Changed)
REMOVE_FAULT = Order("remove-fault", FaultNamed, Changed)
