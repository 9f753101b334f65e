"""What there is of a sandbox, and how far its journeys came."""

from pydantic import Field

from shared.instruments.contract.question import Question
from shared.instruments.contract.said import Nothing, Said


class WaitingSince(Said):
    """Since when (real µs) the oldest event waits to be sent, and the oldest delivery for another try; None: none."""

    unsent: int | None = None
    retrying: int | None = None


class Inventory(Said):
    """What there is of a sandbox: rows by table and state, where a table without states has one called `rows`."""

    tables: dict[str, dict[str, int]]
    waiting_since: WaitingSince


class Milestones(Said):
    """How often each journey came as far as the service brings it, and how often of that in vain."""

    reached: dict[str, int]
    failed: dict[str, int] = Field(default_factory=dict)


INVENTORY = Question("inventory", Nothing, Inventory)
MILESTONES = Question("milestones", Nothing, Milestones)
