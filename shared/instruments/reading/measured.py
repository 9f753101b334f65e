"""A service's counts over all sandboxes that there are."""

from typing import Any

from sqlalchemy import Connection, func, select, text

from shared.store.tables import inbox, outbox, sandboxes, tallies

_KEPT, _UNSENT = text("status <> 'handled'"), text("sent_at IS NULL")  # as the partial indexes say it
_STATES = {"retry": "retrying"}


def counted(connection: Connection) -> dict[str, Any]:
    """The fields of `Measured` but for the requests, which no database counts."""
    by_type = select(tallies.c.way, tallies.c.type, func.sum(tallies.c.number)).group_by(tallies.c.way, tallies.c.type)
    ways: dict[str, dict[str, int]] = {"out": {}, "in": {}}
    for way, kind, number in connection.execute(by_type):
        ways[way][kind] = int(number)
    by_state = select(inbox.c.status, func.count()).where(_KEPT).group_by(inbox.c.status)
    kept = {_STATES.get(state, state): number for state, number in connection.execute(by_state)}
    unsent = connection.scalar(select(func.count()).select_from(outbox).where(_UNSENT)) or 0
    living = connection.scalar(select(func.count()).select_from(sandboxes).where(sandboxes.c.switched_on)) or 0
    received = sum(ways["in"].values())
    return {
        "recorded": ways["out"], "received": ways["in"], "sandboxes": living,
        "deliveries": {"handled": received - sum(kept.values()), "retrying": 0, "dead": 0, **kept},
        "pending": {"unsent": unsent, "retrying": kept.get("retrying", 0)},
    }  # fmt: skip
