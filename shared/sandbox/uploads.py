"""Which uploads rows name. A file may be named in several lives: a copy of all rows names what its original names."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Column, Connection, MetaData, select

from shared.files import Files
from shared.store import NAMES_A_FILE, Store
from shared.store.tables import sandboxes


async def forget_files(store: Store, files: Files, keys: Sequence[str]) -> None:
    """Remove those of these files that no row names any more, in whatever life."""
    await files.delete_all(await store.core_read(_unnamed, store.metadata, keys))


async def forget_files_of(store: Store, files: Files, named: Iterable[str]) -> None:
    """After the end of a life: remove what it `named`, and whatever else lies in the folders of lives that are over, as
    far as no other life names it."""
    there = {str(life) for life in await store.core_read(_lives)}
    left = [folder for folder in await files.folders() if folder not in there]
    keys = {*named, *[key for folder in left for key in await files.of_folder(folder)]}
    await forget_files(store, files, sorted(keys))
    for folder in left:
        await files.forget_folder(folder)


def files_named(connection: Connection, metadata: MetaData, life: int) -> list[str]:
    """The keys of the files that rows of this life name."""
    wanted = [select(column).where(column.table.c.life == life) for column in _naming(metadata)]
    return sorted({key for one in wanted for key in connection.scalars(one)})


def _unnamed(connection: Connection, metadata: MetaData, keys: Sequence[str]) -> list[str]:
    wanted = [select(column).where(column.in_(keys)) for column in _naming(metadata)]
    named = {key for one in wanted for key in connection.scalars(one)}
    return [key for key in keys if key not in named]


def _naming(metadata: MetaData) -> list[Column[str]]:
    marked = NAMES_A_FILE["info"].items()
    return [column for table in metadata.sorted_tables for column in table.columns if marked <= column.info.items()]


def _lives(connection: Connection) -> list[int]:
    return list(connection.scalars(select(sandboxes.c.life)))
