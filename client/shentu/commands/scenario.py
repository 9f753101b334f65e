"""`shentu scenario`: what can go wrong, prepared."""

from typing import Annotated, Any

import typer

from shentu.commands.options import AsJson, Sandbox, Url, answer, console, opened, tell_json

cli = typer.Typer(no_args_is_help=True, help="List and prepare scenarios.")


@cli.command("list")
def list_(url: Url = None, as_json: AsJson = False) -> None:
    """All there are, and what one sees."""
    with opened(url, "") as shentu:
        found = shentu.request("GET", "/sim/scenarios").json()["items"]
    if as_json:
        tell_json(found)
        return
    for one in found:
        console.print(f"{one['name']:<8} {_words(one['title'])}", markup=False)


@cli.command()
def prepare(
    name: Annotated[str, typer.Argument(help="e.g. F03.")],
    sandbox: Sandbox = "default",
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Make everything ready; tells ids, accounts, phones, and the next request."""
    with opened(url, sandbox) as shentu:
        made = shentu.request("POST", f"/sim/scenarios/{name}").json()
    shown = "\n".join(f"{key}: {_words(value)}" for key, value in made.items() if value not in (None, [], {}))
    answer(made, as_json, shown)


def _words(said: Any) -> str:
    """Both languages, where there are two."""
    return " · ".join(map(str, said.values())) if isinstance(said, dict) else str(said)
