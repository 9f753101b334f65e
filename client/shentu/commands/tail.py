"""`shentu tail`: each step as it happens."""

import json
from itertools import islice
from typing import Annotated, Any, Literal

import typer

from shentu.commands.options import Sandbox, Url, console, opened


def tail(
    journey: Annotated[str | None, typer.Option(help="Only this one.")] = None,
    kind: Annotated[
        list[str] | None, typer.Option(help="request, state, event, delivery, message, control; repeat.")
    ] = None,
    service: Annotated[list[str] | None, typer.Option(help="Repeat for several.")] = None,
    event: Annotated[list[str] | None, typer.Option(help="Events of this type, and their deliveries.")] = None,
    since: Annotated[Literal["now", "start"], typer.Option(help="start: what was before, too.")] = "now",
    lines: Annotated[int | None, typer.Option("--lines", "-n", help="Stop after so many.")] = None,
    sandbox: Sandbox = "default",
    url: Url = None,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON document a line.")] = False,
) -> None:
    """Follow a sandbox until Ctrl-C; a step that changes comes again."""
    with opened(url, sandbox) as shentu:
        steps = shentu.follow(journey=journey, kind=kind, service=service, event=event, since=since)
        for step in islice(steps, lines):
            if as_json:
                print(json.dumps(step, ensure_ascii=False), flush=True)
            else:
                console.print(_line(step), markup=False)


def _line(step: dict[str, Any]) -> str:
    took = step.get("duration_ms")
    after = f"  {took:.1f} ms" if took is not None else ""
    at = str(step["at"])[11:23]
    return f"{at}  {step['kind']:<8} {step['service']:<8} {step['name']:<44} {step['status']}{after}"
