"""The command `shentu`."""

import io
import json
import sys

import typer

from shentu.commands import (
    build,
    carry,
    checkpoint,
    clock,
    demo,
    doctor,
    fault,
    report,
    sandbox,
    scenario,
    sms_keys,
    tail,
    trace,
    up,
    wait,
    webhook,
)
from shentu.commands.options import NO, NOBODY, stderr
from shentu.problems import NotShentu, Problem, ShentuError, Unreachable
from shentu.version import VERSION

cli = typer.Typer(
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Shentu 审图: start it, look into it, wait for it. "
    "Ends with 0 when all is well, 1 when refused or in vain, 2 for wrong words, 3 when nobody answers.",
)
for verb in (
    up.up, demo.demo, build.build, wait.wait, tail.tail, trace.trace, clock.clock, report.report, doctor.doctor,
    carry.export, carry.import_, up.reset, sms_keys.sms_keys,
):  # fmt: skip
    cli.command(verb.__name__.strip("_").replace("_", "-"))(verb)
for several in (sandbox, fault, webhook, scenario, checkpoint):
    cli.add_typer(several.cli, name=several.__name__.rpartition(".")[2])


def _tell_version(wanted: bool) -> None:
    if wanted:
        print(f"shentu {VERSION}")
        raise typer.Exit


@cli.callback()
def about(
    version: bool = typer.Option(False, "--version", callback=_tell_version, is_eager=True, help="Tell the version."),
) -> None:
    """What is common to all verbs."""


def main() -> None:
    """Run it; what went wrong is said in a sentence, with `--json` as a document."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that has no Chinese shows ? instead of failing
    try:
        cli(prog_name="shentu")
    except ShentuError as error:
        if "--json" in sys.argv:
            print(json.dumps(_told(error), ensure_ascii=False, indent=2))
        else:
            stderr.print(error, style="red", markup=False)
        sys.exit(NOBODY if isinstance(error, (Unreachable, NotShentu)) else NO)


def _told(error: ShentuError) -> object:
    return error.said if isinstance(error, Problem) else {"code": type(error).__name__, "detail": str(error)}
