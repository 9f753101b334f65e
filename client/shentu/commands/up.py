"""`shentu up`: start it."""

import os
import re
import signal
import subprocess
import sys
from typing import Annotated

import typer

from shentu.commands.options import AsJson, tell_json
from shentu.instance import command
from shentu.settings import environment


def up(
    service: Annotated[str, typer.Argument(help="`all` in one process, or hall, review, sms, gateway.")] = "all",
    port: Annotated[int | None, typer.Option(help="0 takes a free one.", envvar="SHENTU_PORT")] = None,
    data_dir: Annotated[str | None, typer.Option(help="Where data stay.", envvar="SHENTU_DATA_DIR")] = None,
    as_json: AsJson = False,
) -> None:
    """Start an instance; Ctrl-C stops it. It needs the extra `server`."""
    given = {"SHENTU_PORT": port, "SHENTU_DATA_DIR": data_dir}
    settings = environment({name: str(value) for name, value in given.items() if value is not None})
    if as_json:
        raise typer.Exit(_told(settings, service))
    if os.name == "posix":
        os.execve(sys.executable, command(service), settings)
    raise typer.Exit(subprocess.call(command(service), env=settings))


def reset(data_dir: Annotated[str | None, typer.Option(envvar="SHENTU_DATA_DIR")] = None) -> None:
    """Forget all data in the data folder; refused while something runs on it."""
    settings = environment({"SHENTU_DATA_DIR": data_dir} if data_dir else {})
    raise typer.Exit(subprocess.call(command("reset"), env=settings))


def _told(settings: dict[str, str], service: str) -> int:
    """The address as JSON once it is ready; what it says besides goes to standard error. Whoever ends this ends it."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with subprocess.Popen(command(service), env=settings, stdout=subprocess.PIPE, text=True, encoding="utf-8") as run:
        assert run.stdout is not None
        try:
            for line in run.stdout:
                if found := re.search(r"is ready: (http://\S+)", line):
                    tell_json({"url": found[1], "pid": run.pid})
                    sys.stdout.flush()
                print(line, end="", file=sys.stderr)
        except KeyboardInterrupt:
            run.terminate()
        return run.wait()
