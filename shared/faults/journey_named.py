"""Which journey a request's path names, if it does: an application's id is its journey's."""

from sqlalchemy import Connection, select

from shared.store.tables import journeys


def journey_named(connection: Connection, life: int, path: str) -> str | None:
    """One that is known here."""
    mine = (journeys.c.life == life, journeys.c.id.in_(sorted(set(path.split("/")))))
    found: str | None = connection.scalar(select(journeys.c.id).where(*mine))
    return found
