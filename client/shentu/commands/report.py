"""`shentu report`: is the sandbox in order? For the end of a CI job, with every journey as a file."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from shentu.client import Shentu
from shentu.commands.options import NO, AsJson, Sandbox, Url, console, opened, stderr, tell_json
from shentu.models.sim import Journey, State

_MARKS = {True: "holds", False: "BROKEN", None: "unknown"}


def report(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A folder for all journeys, a page each.")
    ] = None,
    sandbox: Sandbox = "default",
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Tell counts, what must always hold, and journeys in trouble; ends with 1 when anything is not as it must be."""
    with opened(url, sandbox) as shentu:
        state = shentu.sim.read_state()
        journeys = list(shentu.sim.list_journeys())
        if output:
            _save(shentu, journeys, output)
    troubled = [one for one in journeys if one["events"] in ("dead", "retrying")]
    broken = [one for one in state["invariants"] if one["holds"] is False]
    if as_json:
        tell_json({"ok": not (broken or troubled), "state": state, "journeys": len(journeys), "troubled": troubled})
    else:
        _show(state, journeys, troubled)
    if broken or troubled:
        raise typer.Exit(NO)


def _show(state: State, journeys: list[Journey], troubled: list[Journey]) -> None:
    counts = "  ".join(f"{name} {state[name]}" for name in ("confirmed", "pushed", "texted", "texts_failed"))
    console.print(f"sandbox {state['sandbox']}: {len(journeys)} journeys; {counts}", markup=False)
    for one in state["invariants"]:
        console.print(f"  {_MARKS[one['holds']]:<8} {one['name']}: {one['detail']}", markup=False)
    for journey in troubled:
        console.print(f"  {journey['events']:<8} journey {journey['journey']}  {journey['number'] or ''}", markup=False)


def _save(shentu: Shentu, journeys: list[Journey], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for one in track(journeys, "journeys", console=stderr, transient=True):
        shentu.journey(one["journey"]).save(folder / f"{one['number'] or one['journey']}.html")
