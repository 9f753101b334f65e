"""`shentu fault`: where, what, how often."""

import json
from typing import Annotated, Any

import typer

from shentu.commands.options import AsJson, Sandbox, Url, answer, console, opened, tell_json

cli = typer.Typer(no_args_is_help=True, help="Make faults, see how often they struck, take them away.")
Pairs = Annotated[list[str] | None, typer.Option(help="NAME=VALUE; repeat for several.")]


@cli.command()
def add(
    at: Annotated[str, typer.Argument(help="http, publish, delivery, sms or store.")],
    do: Annotated[str, typer.Argument(help="What then: reject, delay, fail, hold, duplicate, undelivered …")],
    match: Pairs = None,
    with_: Annotated[list[str] | None, typer.Option("--with", help="NAME=VALUE, e.g. status=503; repeat.")] = None,
    times: Annotated[int | None, typer.Option(help="So often; else until it is removed.")] = None,
    probability: Annotated[float | None, typer.Option(help="0 to 1.")] = None,
    seconds: Annotated[float | None, typer.Option(help="So long, by the sandbox's clock.")] = None,
    note: Annotated[str | None, typer.Option(help="What it is for.")] = None,
    sandbox: Sandbox = "default",
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Make one: shentu fault add delivery fail --match consumer=review --times 2."""
    often = {"times": times, "probability": probability, "seconds": seconds, "note": note}
    body: dict[str, Any] = {"at": at, "do": do, "match": pairs(match), **pairs(with_)}
    body |= {name: value for name, value in often.items() if value is not None}
    with opened(url, sandbox) as shentu:
        made = shentu.request("POST", "/sim/faults", json=body).json()
    answer(made, as_json, str(made["id"]))


@cli.command("list")
def list_(sandbox: Sandbox = "default", url: Url = None, as_json: AsJson = False) -> None:
    """All of the sandbox, used-up ones, too."""
    with opened(url, sandbox) as shentu:
        found = shentu.request("GET", "/sim/faults").json()["items"]
    if as_json:
        tell_json(found)
        return
    for one in found:
        left = "until removed" if one.get("left") is None else f"{one['left']} left"
        console.print(f"{one['id']}  {one['at']} {one['do']}  struck {one['hits']}, {left}", markup=False)


@cli.command()
def remove(
    fault: Annotated[str | None, typer.Argument(help="Its id; none: all of them.")] = None,
    sandbox: Sandbox = "default",
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Take one away, or all."""
    with opened(url, sandbox) as shentu:
        gone = [shentu.sim.remove_fault(fault)] if fault else shentu.sim.remove_faults()["items"]
    answer(gone, as_json, f"{len(gone)} removed")


def pairs(given: list[str] | None) -> dict[str, Any]:
    """`status=503` → `{"status": 503}`. Raises typer.BadParameter."""
    found = {}
    for one in given or ():
        name, equals, value = one.partition("=")
        if not equals:
            raise typer.BadParameter(f"{one}: say it as NAME=VALUE")
        found[name] = _value(value)
    return found


def _value(said: str) -> Any:
    """A number, a list, true or false where it reads as one."""
    try:
        return json.loads(said)
    except ValueError:
        return said
