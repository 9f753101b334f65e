"""Making the tables, and noticing a database that an older version made."""

import hashlib

from sqlalchemy import Connection, MetaData, inspect, text
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

from shared.store.base import StoreFailed
from shared.store.tables import infrastructure


def create_schema(connection: Connection, metadata: MetaData) -> bool:
    """Make every table in a new database; refuse one whose tables are not today's. True when they are new."""
    mark = _fingerprint(connection, metadata)
    if inspect(connection).has_table("schema_mark"):
        if connection.scalar(text("SELECT mark FROM schema_mark")) != mark:
            raise StoreFailed(
                "This database was made by another version of Shentu. It holds simulated data only: "
                "remove it (`make reset`, with compose `docker compose down --volumes`) and start again."
            )
        return False
    infrastructure.create_all(connection)
    metadata.create_all(connection)
    connection.execute(text("CREATE TABLE schema_mark (mark VARCHAR NOT NULL)"))
    connection.execute(text("INSERT INTO schema_mark VALUES (:mark)"), {"mark": mark})
    return True


def _fingerprint(connection: Connection, metadata: MetaData) -> str:
    tables = [*infrastructure.sorted_tables, *metadata.sorted_tables]
    ddl: list[ExecutableDDLElement] = [CreateTable(table) for table in tables]
    ddl += [
        CreateIndex(index) for table in tables for index in sorted(table.indexes, key=lambda index: str(index.name))
    ]
    text_of_all = "\n".join(str(statement.compile(dialect=connection.dialect)) for statement in ddl)
    return hashlib.sha256(text_of_all.encode()).hexdigest()
