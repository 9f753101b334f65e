"""`shentu clock`: the sandbox's time."""

import re
from typing import Annotated

import typer

from shentu.commands.options import AsJson, Sandbox, Url, answer, opened
from shentu.models.sim import ClockView, SetClock

_UNITS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}


def clock(
    now: Annotated[str | None, typer.Option(help="Go to this moment, e.g. 2026-07-01T09:00:00+08:00.")] = None,
    advance: Annotated[str | None, typer.Option(help="Go on by 2d, 3h, 90m, 1h30m, 600s.")] = None,
    next_timer: Annotated[bool, typer.Option("--next-timer", help="Go to the next thing that is due.")] = False,
    freeze: Annotated[bool | None, typer.Option("--freeze/--run", help="Stand still, or run on.")] = None,
    real: Annotated[bool, typer.Option("--real", help="Back to real time.")] = False,
    sandbox: Sandbox = "default",
    url: Url = None,
    as_json: AsJson = False,
) -> None:
    """Tell the sandbox's time, or change it: what is due on the way happens in its order."""
    change: SetClock = {}
    if now:
        change["now"] = now
    if advance:
        change["advance_seconds"] = seconds(advance)
    if freeze is not None:
        change["freeze"] = freeze
    if real:
        change["real"] = True
    if next_timer:
        change["to_next_timer"] = True
    with opened(url, sandbox) as shentu:
        if not change:
            told = shentu.sim.read_clock()
            answer(told, as_json, _shown(told))
            return
        moved = shentu.sim.set_clock(**change)
        fired = "".join(f"\n  {one['at']}  {one['service']}  {one['what']}" for one in moved["fired"])
        answer(moved, as_json, _shown(moved) + fired)


def seconds(said: str) -> float:
    """`1h30m` → 5400. Raises typer.BadParameter."""
    if not re.fullmatch(r"(\d+(\.\d+)?[dhms])+", said):
        raise typer.BadParameter(f"{said}: say it like 2d, 3h, 90m, 1h30m or 600s")
    return sum(float(number) * _UNITS[unit] for number, _, unit in re.findall(r"(\d+(\.\d+)?)([dhms])", said))


def _shown(told: ClockView) -> str:
    return f"{told['now']}{'  (stands still)' if told['frozen'] else ''}"
