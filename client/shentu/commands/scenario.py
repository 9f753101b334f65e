"""`shentu scenario`: what goes wrong in real life, made ready."""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from shentu.commands.options import AsJson, Sandbox, Url, answer, console, opened, tell_json
from shentu.models.sim import NextView, ReadyView

cli = typer.Typer(no_args_is_help=True, help="List scenarios, and have one made ready.")


@cli.command("list")
def list_(url: Url = None, as_json: AsJson = False) -> None:
    """All there are: what one does, what one sees."""
    with opened(url, "") as shentu:
        found = list(shentu.sim.list_scenarios())
    if as_json:
        tell_json(found)
        return
    for one in found:
        console.print(f"{one['name']:<5} {one['title']} · {one['title_en']}", markup=False)


@cli.command()
def run(
    name: Annotated[str, typer.Argument(help="e.g. F03.")],
    sandbox: Sandbox = "default",
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Make everything ready; tells what was made, the next requests to paste, and what is to be seen."""
    with opened(url, sandbox) as shentu:
        made = shentu.sim.prepare_scenario(name)
    answer(made, as_json, "\n".join(_told(made)))


def _told(made: ReadyView) -> Iterator[str]:
    yield f"{made['name']} {made['title']} · {made['title_en']}"
    for key in ("guide", "what_you_do", "what_you_see"):
        said: Mapping[str, Any] = {**made}
        yield f"{key.replace('_', ' ')}: {said[key]}\n  {said[f'{key}_en']}"
    for journey in made["journeys"]:
        yield f"journey: {journey}"
    for number, one in enumerate([*made["next"], *made["look"]], start=1):
        yield f"\n# {number}. {one['title']} · {one['title_en']} → {_seen(one)}\n{one['curl']}"


def _seen(one: NextView) -> str:
    see = one["see"]
    where = [f"{pointer} = {json.dumps(value, ensure_ascii=False)}" for pointer, value in see["where"].items()]
    return ", ".join([f"{see['status']} {see['code'] or ''}".strip(), *where])
