"""The server as a process of its own, which finds its own packages first whatever lies where it is started."""

import importlib.util
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shentu.problems import ShentuError
from shentu.settings import environment_with

READY_SECONDS = 60.0
_INSTALLED = Path(__file__).resolve().parent / "_server"
SERVER = _INSTALLED if _INSTALLED.is_dir() else _INSTALLED.parents[2]
"""Where `services` and `shared` lie: in the wheel, or in the checkout."""
_RUN = (
    "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); "
    "runpy.run_module('services', run_name='__main__', alter_sys=True)"
)
_READY = re.compile(r"is ready: (http://\S+)")


class NotStarted(ShentuError):
    """No instance came of it; the message says why, or ends with what it said."""


def command(*words: str) -> list[str]:
    """`python -m services WORDS…`, wherever that lies. Raises NotStarted where the server is not installed."""
    if importlib.util.find_spec("fastapi") is None:
        raise NotStarted("the server is not installed here: install the wheel with its extra, shentu-….whl[server]")
    return [sys.executable, "-P", "-c", _RUN, str(SERVER), *words]


class Instance:
    """Everything in one process, on a free port and a folder of its own."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.log = folder / "log"
        env = environment_with(SHENTU_PORT="0", SHENTU_DATA_DIR=str(folder / "var"), **settings)
        with self.log.open("wb") as said:
            self.process = subprocess.Popen(command("all"), env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=said)

    def wait_ready(self) -> str:
        """Its address. Raises NotStarted."""
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            ended = self.process.poll() is not None
            said = self.log.read_text("utf-8", "replace")
            if found := _READY.search(said):
                return found[1]
            if ended:
                break
            time.sleep(0.02)
        self.stop()
        raise NotStarted(f"the instance did not start:\n{said}")

    def stop(self) -> None:
        """In order: what it keeps is whole."""
        self.process.terminate()
        self.process.wait()


@contextmanager
def fresh_instance(**settings: str) -> Iterator[str]:
    """Its address, once it is ready; at the end it is gone, with its data."""
    with tempfile.TemporaryDirectory(prefix="shentu-") as folder:
        instance = Instance(Path(folder), **settings)
        try:
            yield instance.wait_ready()
        finally:
            instance.stop()
