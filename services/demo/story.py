"""Telling the story: scene by scene, then the text that came, and the journey as the simulator recorded it."""

import sys
import time
from contextlib import AbstractContextManager, nullcontext

import httpx
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from services.demo.instance import NotStarted, fresh_instance
from services.story.caller import Caller, Refused, enter
from services.story.scene_list import Scene, scenes
from services.story.scenes import Story, play

KINDS = {"event": "发出", "delivery": "投递", "message": "短信"}


def tell(url: str | None = None, step: bool = False, sandbox: str | None = None, sim_token: str | None = None) -> int:
    """Walk the journey against `url`, or a fresh instance, in `sandbox` or one of its own. Returns the exit status."""
    console = Console(highlight=False)
    console.print("[bold]Shentu 审图[/bold]  从网上办事大厅到省图审系统：一次联合审图的全过程（模拟）\n")
    if url is None:
        console.print("[dim]正在启动一个全新的实例 starting a fresh instance …[/dim]")
    where: AbstractContextManager[str] = nullcontext(url) if url else fresh_instance()
    headers = {"Sim-Token": sim_token} if url and sim_token else {}
    try:
        with where as address, httpx.Client(base_url=address, headers=headers, timeout=60, trust_env=False) as http:
            story = _play(console, enter(http, sandbox), step)
            console.print(f"[dim]{_where_to_look(story, stays=url is not None)}[/dim]", soft_wrap=True)
    except (Refused, NotStarted) as error:
        return _ended(console, str(error))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return _ended(console, f"{url} does not answer ({error}): start it (make run), or name another with --url.")
    return 0


def _ended(console: Console, why: str) -> int:
    console.print(Text.assemble(("\nThe story ends here. ", "red"), why), soft_wrap=True)
    return 1


def _where_to_look(story: Story, stays: bool) -> str:
    if stays:
        journey = f"/sim/journeys/{story.application['id']}"
        return f"全部步骤 every step: GET {journey}?format=text (Sim-Sandbox: {story.sandbox})"
    return (
        "这个实例已随故事结束。想接着看：make run，另开终端 this instance ends here; to look around afterwards: "
        ".venv/bin/python -m services demo --url http://127.0.0.1:8000"
    )


def _play(console: Console, visitor: Caller, step: bool) -> Story:
    story = Story(sandbox=visitor.sandbox, visitor=visitor, owner=visitor)
    started = time.perf_counter()
    for number, scene in enumerate(scenes(), start=1):
        if step:
            _wait_for_enter(console)
        _tell_scene(console, number, scene, story)
    took = time.perf_counter() - started
    phone = f"短信 SMS → {story.leader_phone}"
    console.print(Panel(Text(story.sms["text"]), title=phone, border_style="green", padding=(1, 2)))
    _tell_events(console, story, took)
    return story


def _tell_events(console: Console, story: Story, took: float) -> None:
    """What the systems told one another on the way, as the simulator recorded it."""
    journey = f"/sim/journeys/{story.application['id']}"
    steps = story.owner.get(journey)["steps"]
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for title in ("", "系统", "事件", "结果", "毫秒"):
        table.add_column(title)
    for step in steps:
        if step["kind"] in ("event", "delivery", "message"):
            took_ms = "" if step.get("duration_ms") is None else f"{step['duration_ms']:.1f}"
            table.add_row(KINDS[step["kind"]], step["service"], step["name"], step["status"], took_ms)
    console.print(f"\n[bold]旅程 journey {story.application['id']}[/bold]  {len(steps)} 步，{took:.1f} 秒；系统之间：")
    console.print(table)


def _tell_scene(console: Console, number: int, scene: Scene, story: Story) -> None:
    began = time.perf_counter()
    outcome = play(scene, story)
    millis = (time.perf_counter() - began) * 1000
    console.print(
        f"[cyan]{number:>2}[/cyan]  [bold]{scene.zh}[/bold]  {scene.en}  [dim]{millis:.0f} ms[/dim]", soft_wrap=True
    )
    console.print(Text("    " + outcome), soft_wrap=True)


def _wait_for_enter(console: Console) -> None:
    if sys.stdin.isatty():
        console.input("[dim]⏎[/dim]")
