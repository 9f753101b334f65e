"""`shentu checkpoint`: a sandbox's whole state, kept and restored."""

from typing import Annotated

import typer

from shentu.commands.options import AsJson, Sandbox, Url, answer, console, opened, tell_json

cli = typer.Typer(no_args_is_help=True, help="Keep a sandbox as it is, and go back to it.")


@cli.command("create")
def create(
    name: Annotated[str | None, typer.Argument(help="Else one is found.")] = None,
    sandbox: Sandbox = "default",
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Keep the sandbox as it is now."""
    with opened(url, sandbox) as shentu:
        made = shentu.sim.make_checkpoint(name=name) if name else shentu.sim.make_checkpoint()
    answer(made, as_json, made["name"])


@cli.command("list")
def list_(sandbox: Sandbox = "default", url: Url = None, as_json: AsJson = False) -> None:
    """All of the sandbox."""
    with opened(url, sandbox) as shentu:
        found = shentu.sim.list_checkpoints()["items"]
    if as_json:
        tell_json(found)
        return
    for one in found:
        console.print(f"{one['name']:<24} {one['clock']}", markup=False)


@cli.command()
def restore(
    name: str,
    into: Annotated[str | None, typer.Option(help="Another sandbox, made if there is none.")] = None,
    sandbox: Sandbox = "default",
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Go back to it, or begin another sandbox with it."""
    with opened(url, sandbox) as shentu:
        back = shentu.sim.restore_checkpoint
        restored = back(name, into=into) if into else back(name)
    answer(restored, as_json, restored["sandbox"])


@cli.command()
def delete(name: str, sandbox: Sandbox = "default", url: Url = None, as_json: AsJson = False) -> None:
    """Forget it."""
    with opened(url, sandbox) as shentu:
        answer(shentu.sim.delete_checkpoint(name), as_json, f"{name} is deleted")
