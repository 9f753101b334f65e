"""How far an event got: emitted → published → handled, or retrying, or dead."""

from collections.abc import Mapping
from typing import Literal

EventStatus = Literal["emitted", "published", "handled", "retrying", "dead"]


def status_of(*, sent: bool, consumers: Mapping[str, str | None]) -> EventStatus:
    """The whole from its parts. `consumers` holds, for each subscribed service, what became of its delivery
    (`handled`, `retrying`, `dead`) or None.

    One dead delivery makes the event dead, one waiting retry makes it retrying; it is handled when every
    subscriber handled it. What nobody listens to has nothing left to wait for once it is published. A
    delivery proves that the event was sent, even when its outbox row does not say so yet.
    """
    statuses = set(consumers.values())
    if "dead" in statuses:
        return "dead"
    if "retrying" in statuses:
        return "retrying"
    if statuses and statuses == {"handled"}:
        return "handled"
    if not sent and statuses <= {None}:
        return "emitted"
    return "published" if statuses else "handled"


def reached(status: EventStatus, wanted: EventStatus) -> bool:
    """Whether an event of `status` satisfies somebody who waits for `wanted`.

    A handled event was published before; a dead one will never be handled unless somebody retries it.
    """
    if wanted == "emitted":
        return True
    if wanted == "published":
        return status != "emitted"
    return status == wanted
