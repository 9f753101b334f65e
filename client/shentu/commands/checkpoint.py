"""`shentu checkpoint`: a sandbox's whole state, kept and restored."""

from typing import Annotated

import typer

from shentu.commands.options import AsJson, Sandbox, Url, answer, console, opened, tell_json

cli = typer.Typer(no_args_is_help=True, help="Keep a sandbox as it is, and go back to it.")


@cli.command()
def make(
    name: Annotated[str | None, typer.Argument(help="Else one is found.")] = None,
    sandbox: Sandbox = "default",
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Keep the sandbox as it is now."""
    with opened(url, sandbox) as shentu:
        made = shentu.request("POST", "/sim/checkpoints", json={"name": name} if name else {}).json()
    answer(made, as_json, made["name"])


@cli.command("list")
def list_(sandbox: Sandbox = "default", url: Url = None, as_json: AsJson = False) -> None:
    """All of the sandbox."""
    with opened(url, sandbox) as shentu:
        found = shentu.request("GET", "/sim/checkpoints").json()["items"]
    if as_json:
        tell_json(found)
        return
    for one in found:
        console.print(one["name"], markup=False)


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
        path = f"/sim/checkpoints/{name}/restore"
        restored = shentu.request("POST", path, json={"into": into} if into else {}).json()
    answer(restored, as_json, restored["sandbox"])


@cli.command()
def delete(name: str, sandbox: Sandbox = "default", url: Url = None) -> None:
    """Forget it."""
    with opened(url, sandbox) as shentu:
        shentu.request("DELETE", f"/sim/checkpoints/{name}")
