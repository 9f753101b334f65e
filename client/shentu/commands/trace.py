"""`shentu trace`: one journey, step by step."""

from pathlib import Path
from typing import Annotated

import typer

from shentu.commands.options import Sandbox, Url, console, opened


def trace(
    journey: Annotated[str | None, typer.Argument(help="Its id; the newest of the sandbox without one.")] = None,
    format: Annotated[str, typer.Option(help="text, mermaid, json … as GET /sim/journeys/{id} has them.")] = "text",  # noqa: A002
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Into this file.")] = None,
    sandbox: Sandbox = "default",
    url: Url = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Tell a journey: requests, states, events, deliveries with every attempt, texts; causes before effects."""
    with opened(url, sandbox) as shentu:
        told = shentu.journey(journey).as_("json" if as_json else format)
    if output:
        output.write_text(told, "utf-8")
        console.print(output, markup=False)
    else:
        print(told)
