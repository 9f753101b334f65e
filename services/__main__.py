"""Shentu 审图, the whole system in one place: `python -m services [all|hall|review|sms|gateway|reset]`.

`all`, the default, runs the four services in one process; each name runs that one. Settings: SHENTU_… variables.
"""

import gc

if __name__ == "__main__":  # and not where a test imports this
    gc.disable()  # until all is ready: collecting what is going to stay takes a fifth of the time to start

import io
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import typer
from pydantic import ValidationError

from shared.bus import connect_bus
from shared.bus.local import Hub
from shared.data_folder import FolderUnusable, empty, hold
from shared.server.logs import configure_logs
from shared.server.running import CannotStart, listen, run, url_of
from shared.service import Service
from shared.settings import Settings, misspelt_settings
from shared.settings.checks import explained
from shared.store import StoreFailed
from shared.version import VERSION

log = logging.getLogger(__name__)

CLIENT = Path(__file__).resolve().parents[1] / "client"
"""The client, which tells the story of the tour: beside the services in a checkout; else it is installed."""

NAMES = ("hall", "review", "sms", "gateway")
PORTS = {"all": 8000, "gateway": 8000, "hall": 8001, "review": 8002, "sms": 8003}

cli = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None, help=__doc__)


def create(name: str, settings: Settings, hub: Hub, local: dict[str, Service]) -> Service:
    """One service by its name, on its end of the bus. The gateway finds the services that are `here` without HTTP."""
    bus = connect_bus(settings.bus_url, name, hub)
    if name == "hall":
        from services.hall.app import create_hall

        return create_hall(settings, bus)
    if name == "review":
        from services.review.app import create_review

        return create_review(settings, bus)
    if name == "sms":
        from services.sms.app import create_sms

        return create_sms(settings, bus)
    from services.gateway.app import create_gateway

    return create_gateway(settings, bus, {other: service.app for other, service in local.items()})


def create_all(settings: Settings) -> dict[str, Service]:
    """All four in this process, the gateway last."""
    hub, local = Hub(), dict[str, Service]()
    for name in NAMES:
        local[name] = create(name, settings, hub, local)
    return local


def _tell_version(wanted: bool) -> None:
    if wanted:
        print(f"shentu {VERSION}")
        raise typer.Exit


@cli.callback(invoke_without_command=True)
def default(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", callback=_tell_version, is_eager=True, help="Tell the version."),
) -> None:
    """Without a command: everything in one process."""
    if context.invoked_subcommand is None:
        everything()


@cli.command("all")
def everything() -> None:
    """All four services in one process on http://127.0.0.1:8000."""
    from services.gateway.banner import banner

    def assemble(settings: Settings) -> Sequence[Service]:
        local = create_all(settings)
        # What may still send goes before what receives it; the gateway first, since it asks them all.
        return [local["gateway"], local["hall"], local["review"], local["sms"]]

    _serve("all", assemble, lambda url: print(banner(url), flush=True))


def _one(name: str) -> Callable[[], None]:
    def command() -> None:
        def assemble(settings: Settings) -> Sequence[Service]:
            if settings.bus_url.startswith("local:") and name != "gateway":
                log.warning("no broker (SHENTU_BUS_URL=amqp://…): what %s records waits until there is one", name)
            return [create(name, settings, Hub(), {})]

        _serve(name, assemble, lambda url: _log_ready(name, url))

    command.__doc__ = f"Only {name}, on port {PORTS[name]}."
    return command


def _log_ready(name: str, url: str) -> None:
    """A line among the others, at every level: a port that was not chosen is told by nobody else."""
    log.log(max(logging.INFO, logging.getLogger().level), "%s is ready on %s", name, url)


for _name in NAMES:
    cli.command(_name)(_one(_name))


@cli.command()
def reset() -> None:
    """Forget all data in the data folder; refused while something runs on it."""
    settings = _settings()
    try:
        removed = empty(settings.data_dir, NAMES)
    except FolderUnusable as error:
        print(f"Nothing was forgotten. {error}", file=sys.stderr)
        raise typer.Exit(1) from None
    print(f"Forgotten: {', '.join(removed)} in {settings.data_dir}." if removed else "There was nothing to forget.")
    if settings.database_url:
        print("What is in PostgreSQL (SHENTU_DATABASE_URL) stays: drop its databases to forget that, too.")


def _serve(name: str, assemble: Callable[[Settings], Sequence[Service]], announce: Callable[[str], None]) -> None:
    """Run services until asked to stop; what prevents it is said in one sentence."""
    settings = _settings()
    try:
        configure_logs(name, settings.log_level)
        for wrong in misspelt_settings():
            log.warning(wrong)
        listener = listen(settings.host, PORTS[name] if settings.port is None else settings.port)
        if settings.database_url is None or settings.data_dir.is_dir():
            hold(settings.data_dir)
        services = assemble(settings)
        url = url_of(settings.host, listener)

        def ready() -> None:
            gc.freeze()
            gc.enable()
            announce(url)

        run(services[0].app, services, listener, ready)
    except (CannotStart, StoreFailed, FolderUnusable) as error:
        _cannot_start(str(error))


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        _cannot_start(explained(error, Settings.model_fields))


def _cannot_start(why: str) -> NoReturn:
    print(f"Shentu cannot start. {why}", file=sys.stderr)
    raise typer.Exit(1)


if __name__ == "__main__":
    sys.path.append(str(CLIENT))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that has no Chinese shows ? instead of failing
    cli(prog_name="shentu")
