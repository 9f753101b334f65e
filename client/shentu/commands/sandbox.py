"""`shentu sandbox`: worlds of one's own."""

from typing import Annotated

import typer

from shentu.commands.options import AsJson, Sandbox, Url, answer, console, opened, tell_json
from shentu.models.sim import MakeSandbox

cli = typer.Typer(no_args_is_help=True, help="Make, list, reset and delete sandboxes.")


@cli.command()
def make(
    name: Annotated[str | None, typer.Argument(help="Letters, digits, - _ . ; else one is found.")] = None,
    random_seed: Annotated[int | None, typer.Option(help="Codes and passwords come out the same.")] = None,
    label: Annotated[str | None, typer.Option(help="What it is for.")] = None,
    expires_in_seconds: Annotated[int | None, typer.Option(help="It ends so long after its last use.")] = None,
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Make one; its name is printed: SANDBOX=$(shentu sandbox make)."""
    given = {"name": name, "random_seed": random_seed, "label": label, "expires_in_seconds": expires_in_seconds}
    body: MakeSandbox = {key: value for key, value in given.items() if value is not None}  # type: ignore[assignment]
    with opened(url, "") as shentu:
        made = shentu.sim.make_sandbox(**body)
    answer(made, as_json, made["name"])


@cli.command("list")
def list_(url: Url = None, as_json: AsJson = False) -> None:
    """All of the instance, the newest first."""
    with opened(url, "") as shentu:
        found = list(shentu.sim.list_sandboxes())
    if as_json:
        tell_json(found)
        return
    for one in found:
        console.print(f"{one['name']:<24} {one.get('label') or ''}", markup=False)


@cli.command()
def delete(name: str, url: Url = None, as_json: AsJson = False) -> None:
    """Delete one with all that is in it."""
    with opened(url, "") as shentu:
        answer(shentu.sim.delete_sandbox(name), as_json, f"{name} is deleted")


@cli.command()
def reset(sandbox: Sandbox = "default", url: Url = None, as_json: AsJson = False) -> None:
    """Empty one, and seed it anew."""
    with opened(url, sandbox) as shentu:
        answer(shentu.sim.reset_sandbox(), as_json, f"{sandbox} begins anew")
