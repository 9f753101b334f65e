"""How many deliveries are kept, and how many there are, in all sandboxes."""

from sqlalchemy import ColumnElement, Connection, delete, exists, func, select

from services.gateway.webhooks.limits import Limits
from services.gateway.webhooks.tables import DEAD, DELIVERED, Attempt, Delivery, Webhook
from shared.clock import from_micros
from shared.journal.keeping import DAY_US
from shared.store import table_of

_webhooks, _deliveries, _attempts = table_of(Webhook), table_of(Delivery), table_of(Attempt)
TOGETHER = 1000


def counted(connection: Connection) -> dict[str, int]:
    """By state."""
    each = select(_deliveries.c.state, func.count().label("number")).where(_set_there()).group_by(_deliveries.c.state)
    return {row.state: row.number for row in connection.execute(each)}


def _set_there() -> ColumnElement[bool]:
    """Not those of a copy, a checkpoint say."""
    return exists().where(
        _webhooks.c.life == _deliveries.c.life, _webhooks.c.id == _deliveries.c.webhook_id,
        _webhooks.c.born == _webhooks.c.life,
    )  # fmt: skip


def forget(connection: Connection, most: Limits, days: float | None, now: int) -> None:
    """Of each webhook's finished deliveries, those that are too many or made too long ago, some at a time."""
    for row in connection.execute(
        select(_webhooks.c.life, _webhooks.c.id).where(_webhooks.c.born == _webhooks.c.life)
    ).all():
        mine = (_deliveries.c.life == row.life, _deliveries.c.webhook_id == row.id)
        newest_first = select(_deliveries.c.id).where(*mine).order_by(_deliveries.c.id.desc())
        last = connection.scalar(newest_first.offset(most.kept).limit(1))
        old = _deliveries.c.id <= (last or "")
        if days is not None:
            old = old | (_deliveries.c.made_at < from_micros(now - int(days * DAY_US)))
        done = _deliveries.c.state.in_((DELIVERED, DEAD))
        ids = connection.scalars(select(_deliveries.c.id).where(*mine, old, done).limit(TOGETHER)).all()
        for table, column in ((_attempts, _attempts.c.delivery_id), (_deliveries, _deliveries.c.id)):
            connection.execute(delete(table).where(table.c.life == row.life, column.in_(ids)))
