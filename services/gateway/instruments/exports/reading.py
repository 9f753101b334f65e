"""A zip from outside, read with suspicion: nothing in it is believed before it was looked at, and none of it is kept in
memory but a few lines at a time. All of this blocks."""

import struct
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from services.gateway.instruments.exports.errors import ExportInvalid, FormatUnknown
from services.gateway.instruments.exports.lift import OLDEST
from services.gateway.instruments.exports.manifest import FORMAT, NAME, Manifest, file_entry, table_entry
from shared.version import VERSION

MOST_ENTRIES = 60_000
MOST_BYTES = 4 << 30
"""Of all entries unpacked."""
LONGEST_LINE = 16 << 20
LONGEST_MANIFEST = 16 << 20
TOGETHER, TOGETHER_BYTES = 200, 512 * 1024
PART_BYTES = 512 * 1024
_END = struct.Struct("<4s4H2LH")
_DIRECTORY = 16 << 20


@contextmanager
def suspicion() -> Iterator[None]:
    """What the libraries say of a broken file is a refusal. Raises ExportInvalid."""
    try:
        yield
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, UnicodeError, struct.error) as error:
        raise ExportInvalid(where="zip") from error
    except (OSError, ValueError, KeyError) as error:
        raise ExportInvalid(where="zip") from error
    except Exception as error:  # zlib.error, lzma.LZMAError: no common base
        if type(error).__module__ in ("zlib", "lzma", "bz2", "_lzma"):
            raise ExportInvalid(where="zip") from error
        raise


class Reading:
    """An export, opened. Raises ExportInvalid, FormatUnknown wherever it is read."""

    def __init__(self, path: Path) -> None:
        with suspicion():
            _check_directory(path)
            self._zip = zipfile.ZipFile(path)
        try:
            self.manifest = self._manifest()
            self._check_entries()
        except BaseException:
            self._zip.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def lines(self, service: str, table: str) -> Iterator[Sequence[str]]:
        """Its rows, some lines at a time."""
        if table not in self.manifest.tables.get(service, {}):
            return
        lines: list[str] = []
        number = size = 0
        with suspicion(), self._zip.open(table_entry(service, table)) as entry:
            while raw := entry.readline(LONGEST_LINE):
                if len(raw) == LONGEST_LINE:
                    raise ExportInvalid(where=f"{table_entry(service, table)}:{number + 1}")
                lines.append(raw.decode())
                number, size = number + 1, size + len(raw)
                if len(lines) == TOGETHER or size > TOGETHER_BYTES:
                    yield lines
                    lines, size = [], 0
        if number != self.manifest.tables[service][table]:
            raise ExportInvalid(where=f"{table_entry(service, table)}: {number}")
        if lines:
            yield lines

    def parts(self, service: str, key: str) -> Iterator[bytes]:
        """A file's bytes, the last part empty. One that the manifest does not name has none at all."""
        if key not in self.manifest.files.get(service, {}):
            return
        with suspicion(), self._zip.open(file_entry(service, key)) as entry:
            while data := entry.read(PART_BYTES):
                yield data
        yield b""

    def _manifest(self) -> Manifest:
        with suspicion():
            info = self._zip.getinfo(NAME)
            if info.file_size > LONGEST_MANIFEST:
                raise ExportInvalid(where=NAME)
            raw = self._zip.read(info)
        try:
            manifest = Manifest.model_validate_json(raw)
        except ValidationError as error:
            raise ExportInvalid(where=NAME) from error
        if not OLDEST <= manifest.format <= FORMAT:
            raise FormatUnknown(
                version=manifest.version, format=manifest.format, here=VERSION, oldest=OLDEST, newest=FORMAT
            )
        return manifest

    def _check_entries(self) -> None:
        wanted = {NAME}
        wanted |= {table_entry(service, one) for service, all_ in self.manifest.tables.items() for one in all_}
        wanted |= {file_entry(service, one) for service, all_ in self.manifest.files.items() for one in all_}
        entries = self._zip.infolist()
        names = [entry.filename for entry in entries]
        if len(set(names)) != len(names) or set(names) != wanted:
            raise ExportInvalid(where=NAME)
        if any(entry.flag_bits & 1 for entry in entries):
            raise ExportInvalid(where="zip: encrypted")
        if sum(entry.file_size for entry in entries) > MOST_BYTES:
            raise ExportInvalid(where=f"zip: > {MOST_BYTES >> 30} GiB")
        sizes = {entry.filename: entry.file_size for entry in entries}
        for service, files in self.manifest.files.items():
            if any(sizes[file_entry(service, key)] != size for key, size in files.items()):
                raise ExportInvalid(where=NAME)


def _check_directory(path: Path) -> None:
    """Before a library reads it whole: how long the list of its entries is."""
    with path.open("rb") as file:
        file.seek(0, 2)
        length = file.tell()
        file.seek(max(0, length - (1 << 16) - _END.size))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0:
        raise zipfile.BadZipFile
    _, _, _, _, entries, size, _, _ = _END.unpack_from(tail, at)
    if entries > MOST_ENTRIES or size > _DIRECTORY:
        raise ExportInvalid(where=f"zip: > {MOST_ENTRIES} entries")
