"""Making the tables, and noticing a database that an older version made."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, MetaData, Table, inspect, text
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

from shared.store.base import StoreFailed
from shared.store.tables import infrastructure


def create_schema(connection: Connection, service: str, metadata: MetaData) -> bool:
    """Make every table in a new database; raises StoreFailed for one whose tables are not this service's, or not
    today's. True when they are new."""
    tables = [*infrastructure.sorted_tables, *metadata.sorted_tables]
    mark = f"{service} {_fingerprint(connection, tables)}"
    there = inspect(connection).get_table_names()
    if "schema_mark" in there:
        _compare(service, mark, str(connection.scalar(text("SELECT mark FROM schema_mark"))))
        return False
    if taken := sorted({table.name for table in tables} & set(there)):
        raise StoreFailed(
            f"The database for {service} has tables of another program ({', '.join(taken[:3])}): give Shentu an empty "
            "database of its own in SHENTU_DATABASE_URL."
        )
    infrastructure.create_all(connection)
    metadata.create_all(connection)
    connection.execute(text("CREATE TABLE schema_mark (mark VARCHAR NOT NULL)"))
    connection.execute(text("INSERT INTO schema_mark VALUES (:mark)"), {"mark": mark})
    return True


def _compare(service: str, mark: str, found: str) -> None:
    owner, _, _ = found.rpartition(" ")
    if owner and owner != service:
        raise StoreFailed(
            f"The database for {service} is in use by {owner}: give each service one of its own, with {{service}} as "
            "the database's name in SHENTU_DATABASE_URL."
        )
    if found != mark:
        raise StoreFailed(
            "This database was made by another version of Shentu. It holds simulated data only: "
            "remove it (`make reset`, with compose `docker compose down --volumes`) and start again."
        )


def _fingerprint(connection: Connection, tables: Sequence[Table]) -> str:
    ddl: list[ExecutableDDLElement] = [CreateTable(table) for table in tables]
    ddl += [
        CreateIndex(index) for table in tables for index in sorted(table.indexes, key=lambda index: str(index.name))
    ]
    text_of_all = "\n".join(str(statement.compile(dialect=connection.dialect)) for statement in ddl)
    return hashlib.sha256(text_of_all.encode()).hexdigest()
