"""`shentu demo`: the story, scene by scene, then the text that came, and the journey as the simulator recorded it."""

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from shentu.client import Shentu
from shentu.commands.options import NO, AsJson, tell_json
from shentu.instance import fresh_instance
from shentu.models.sim import Step
from shentu.problems import ShentuError, Unreachable
from shentu.story.acts import Story, play
from shentu.story.scene_list import Scene, scenes

KINDS = {"event": "发出", "delivery": "投递", "message": "短信"}


@dataclass(frozen=True, slots=True)
class Played:
    """A scene, and what came of it."""

    scene: str
    zh: str
    en: str
    outcome: str
    took_ms: float


def demo(
    url: Annotated[str | None, typer.Option(help="A running Shentu, instead of a fresh one.")] = None,
    step: Annotated[bool, typer.Option(help="Wait for Enter before each scene.")] = False,
    sandbox: Annotated[
        str | None, typer.Option("--sandbox", "-s", help="Where to play it; `default` is what a browser shows.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Walk the whole journey, in a sandbox of its own unless one is named, and tell it as a story."""
    console = Console(highlight=False, quiet=as_json)
    console.print("[bold]Shentu 审图[/bold]  从网上办事大厅到省图审系统：一次联合审图的全过程（模拟）\n")
    try:
        with _visitor(console, url, sandbox) as visitor:
            story, played, took = _play(console, visitor, step)
            steps = story.owner.journey(story.filing).steps()
            if as_json:
                tell_json(_all(story, played, steps))
            _tell_end(console, story, steps, took)
            console.print(f"[dim]{_where_to_look(story, stays=url is not None)}[/dim]", soft_wrap=True)
    except Unreachable as error:
        _ended(console, f"{error}: start it (make run, shentu up), or name another with --url.")
    except ShentuError as error:
        _ended(console, str(error))


@contextmanager
def _visitor(console: Console, url: str | None, sandbox: str | None) -> Iterator[Shentu]:
    """Somebody at the door, in this sandbox or in a new one that stays."""
    with ExitStack() as stack:
        if url is None:
            with console.status("正在启动一个全新的实例 starting a fresh instance …"):
                address = stack.enter_context(fresh_instance())
        anyone = stack.enter_context(Shentu(url) if url else Shentu(address, sim_token=""))
        yield anyone.in_sandbox(sandbox or anyone.sim.make_sandbox()["name"])


def _ended(console: Console, why: str) -> NoReturn:
    console.quiet = False
    console.print(Text.assemble(("\nThe story ends here. ", "red"), why), soft_wrap=True)
    raise typer.Exit(NO)


def _where_to_look(story: Story, stays: bool) -> str:
    if stays:
        return (
            f"全部步骤 every step: GET /sim/journeys/{story.filing}?format=text (Sim-Sandbox: {story.visitor.sandbox})"
        )
    return (
        "这个实例已随故事结束。想接着看：make run，另开终端 this instance ends here; to look around afterwards: "
        "make run, and in another terminal ./shentu demo --url http://127.0.0.1:8000"
    )


def _play(console: Console, visitor: Shentu, step: bool) -> tuple[Story, list[Played], float]:
    story = Story(visitor=visitor, owner=visitor)
    started = time.perf_counter()
    played = []
    for number, scene in enumerate(scenes(), start=1):
        if step and sys.stdin.isatty():
            console.input("[dim]⏎[/dim]")
        played.append(_tell_scene(console, number, scene, story))
    return story, played, time.perf_counter() - started


def _tell_scene(console: Console, number: int, scene: Scene, story: Story) -> Played:
    began = time.perf_counter()
    outcome = play(scene, story)
    took_ms = (time.perf_counter() - began) * 1000
    console.print(
        f"[cyan]{number:>2}[/cyan]  [bold]{scene.zh}[/bold]  {scene.en}  [dim]{took_ms:.0f} ms[/dim]", soft_wrap=True
    )
    console.print(Text("    " + outcome), soft_wrap=True)
    return Played(scene.id, scene.zh, scene.en, outcome, round(took_ms, 1))


def _tell_end(console: Console, story: Story, steps: list[Step], took: float) -> None:
    """The text, and what the systems told one another on the way, as the simulator recorded it."""
    phone = f"短信 SMS → {story.leader_phone}"
    console.print(Panel(Text(story.sms["text"]), title=phone, border_style="green", padding=(1, 2)))
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for title in ("", "系统", "事件", "结果", "毫秒"):
        table.add_column(title)
    for step in steps:
        if step["kind"] in KINDS:
            took_ms = step.get("duration_ms")
            shown = "" if took_ms is None else f"{took_ms:.1f}"
            table.add_row(KINDS[step["kind"]], step["service"], step["name"], step["status"], shown)
    console.print(f"\n[bold]旅程 journey {story.filing}[/bold]  {len(steps)} 步，{took:.1f} 秒；系统之间：")
    console.print(table)


def _all(story: Story, played: list[Played], steps: list[Step]) -> dict[str, Any]:
    return {
        "sandbox": story.visitor.sandbox,
        "journey": story.filing,
        "scenes": [asdict(one) for one in played],
        "sms": story.sms["text"],
        "steps": len(steps),
    }
