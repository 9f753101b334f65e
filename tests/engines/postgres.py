"""A private PostgreSQL cluster: own port, own folder, as any user; as root it runs under the user `postgres`.

with PostgreSQL() as server:
    connect(server.new_database())      # postgresql+psycopg://…, empty
    server.kill()                       # SIGKILL; server.restart() recovers on the same port
"""

import itertools
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import psycopg

from tests.engines.engine import Engine, NotInstalled, NotStarted, free_port

FOLDERS = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin")
SERVANT = "postgres"  # PostgreSQL refuses to run as root


def find_programs() -> Path:
    """The folder with initdb and postgres, of the newest version. Raises NotInstalled."""
    found = [folder for pattern in FOLDERS for folder in Path("/").glob(pattern[1:]) if _complete(folder)]
    on_path = shutil.which("initdb")
    if on_path and _complete(Path(on_path).resolve().parent):
        found.append(Path(on_path).resolve().parent)
    if not found:
        raise NotInstalled("no initdb and postgres on this machine (Debian: apt install postgresql)")
    return max(found, key=_version)


class PostgreSQL(Engine):
    """One cluster; superuser `shentu`, no password, reachable from this machine only.

    `forced` waits for the disk at each commit. Without it nothing is lost that a process is killed over, only what a
    machine is: enough for tests, and none of them waits for the disk.
    """

    name = "postgres"

    def __init__(self, *, forced: bool = True) -> None:
        self.forced = forced
        self.programs = find_programs()
        super().__init__()
        self.port = free_port()
        self.data = self.folder / "data"
        self._databases = itertools.count(1)
        if os.geteuid() == 0:
            shutil.chown(self.folder, SERVANT, SERVANT)

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://shentu@127.0.0.1:{self.port}/{database}"

    def new_database(self, name: str | None = None) -> str:
        """An empty database; returns its URL."""
        name = name or f"d{next(self._databases)}"
        with self._connect() as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return self.url(name)

    def start(self) -> "PostgreSQL":
        if not self.data.exists():
            self._initialise()
        # A leftover of kill(): its pid may belong to somebody else by now, and PostgreSQL would refuse to start.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        return super().start()

    def command(self) -> Sequence[str]:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": self.folder,
            "max_connections": 300,
            "fsync": "on" if self.forced else "off",
        }
        options = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        return [*_as_servant(), str(self.programs / "postgres"), "-D", str(self.data), *options]

    def environment(self) -> Mapping[str, str]:
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        return inherited | {"LC_ALL": "C", "TZ": "UTC"}

    def answers(self) -> bool:
        try:
            with self._connect() as connection:
                found = connection.execute("SHOW data_directory").fetchone()
        except psycopg.OperationalError:
            return False
        return found == (str(self.data),)  # else it is a stranger on our port

    def _connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user="shentu", dbname="postgres", autocommit=True, connect_timeout=5
        )

    def _initialise(self) -> None:
        command = [*_as_servant(), str(self.programs / "initdb"), "-D", str(self.data), "-U", "shentu"]
        options = ["--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync", "--no-instructions"]
        done = subprocess.run([*command, *options], capture_output=True, cwd=self.folder, env=self.environment())
        if done.returncode:
            raise NotStarted(f"initdb failed\n{done.stdout.decode()}{done.stderr.decode()}")


def _as_servant() -> list[str]:
    if os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={SERVANT}", f"--regid={SERVANT}", "--init-groups"]


def _complete(folder: Path) -> bool:
    return (folder / "initdb").exists() and (folder / "postgres").exists()


def _version(folder: Path) -> int:
    """Major version: `postgres (PostgreSQL) 15.14 (Debian …)` → 15."""
    text = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    return int(text.split()[2].split(".")[0].removesuffix("devel"))
