"""导览: the story of `make demo` on the stage, a scene for each click, in a sandbox of its own."""

import asyncio
import secrets
from collections.abc import Callable
from typing import TypeVar

import httpx
from starlette.responses import Response

from services.gateway.console.place import in_sandbox, of_all
from services.gateway.console.stage import stage_of
from services.gateway.console.through import ThroughTheDoor
from services.gateway.instruments.entrance import EverywhereDep
from services.gateway.instruments.sandboxes.act import make_sandbox
from services.story.caller import Caller, Refused
from services.story.recall import next_scene, page_of, phone_of, recall
from services.story.scene_list import failures, scenes
from services.story.scenes import PHONE, Story, play
from shared.context import current
from shared.errors import NotFound
from shared.http.host import host_of
from shared.pages.place import PORTAL, REVIEW, SIM, Login
from shared.pages.visit import SANDBOX_COOKIE, Visit, VisitDep
from shared.sandbox import Making

router = of_all()
inside = in_sandbox()
ADDRESS = "http://shentu"
DAY = 86_400 * 1_000_000  # µs: nobody comes back to a tour of yesterday
TOUR = Login("review", "shentu_tour", "/console", "/console/tour")
"""The platform's login of the story itself: the platform's own cookie does not reach the console."""
A = TypeVar("A")


@router.get("/tour")
async def explain(visit: VisitDep) -> Response:
    """What it is, its scenes, and what can go wrong."""
    return visit.page("tour.html", scenes=scenes(), failures=failures(), current="tour")


@router.post("/tour")
async def start(visit: VisitDep, everywhere: EverywhereDep) -> Response:
    """A sandbox of its own, and its opening."""
    making = Making(random_seed=None, label="tour", expires_in=DAY)
    name = await make_sandbox(everywhere, f"tour-{secrets.token_hex(3)}", making)
    visit.set_cookie(SANDBOX_COOKIE, name)
    visit.log_out(PORTAL)
    visit.log_out(REVIEW)
    visit.log_out(TOUR)
    return visit.to(f"/console/in/{name}/tour", **_kept(visit.fields.get("present", "")))


@inside.get("/tour")
async def show(visit: VisitDep, scene: str = "", show: str = "", present: str = "") -> Response:
    """The scene on the stage; before the first one, the opening."""
    return await _scene(visit, scene, show, present)


@inside.post("/tour")
async def go_on(visit: VisitDep, present: str = "") -> Response:
    """Play up to the scene that is asked for, but for what was played before or done by hand; then look at it."""
    asked = visit.fields.get("scene", "")
    last = _place(asked)
    try:
        story = await _away(visit, lambda visitor: _play_until(visitor, visit.token_of(TOUR), last))
    except Refused as refused:
        return await _scene(visit, scenes()[last - 1].id if last else "", "", present, str(refused))
    visit.log_in(PORTAL, story.owner.token)
    if story.platform:
        visit.log_in(REVIEW, story.platform.token)
        visit.log_in(TOUR, story.platform.token)
    return visit.to(f"/console/in/{visit.sandbox}/tour", scene=asked, **_kept(present))


def _play_until(visitor: Caller, platform: str, last: int) -> Story:
    story = recall(visitor, platform)
    for scene in scenes()[next_scene(story) : last + 1]:
        play(scene, story)
    return story


async def _scene(visit: Visit, asked: str, shown: str, present: str, refused: str = "") -> Response:
    place = _place(asked) if asked else -1
    scene = scenes()[place] if asked else None
    page, phone, played = "/hall", PHONE, 0
    journey = ""
    if scene:
        try:
            story, played = await _away(visit, lambda visitor: _recalled(visitor, visit.token_of(TOUR)))
            page, phone, journey = page_of(scene, story), phone_of(scene, story), story.application.get("id", "")
        except Refused as problem:  # somebody changed by hand what the story counts on
            refused = refused or str(problem)
    following = scenes()[place + 1] if place + 1 < len(scenes()) else None
    before = scenes()[place - 1] if place > 0 else None
    return visit.page(
        "scene.html", stage=stage_of(visit.sandbox, journey=journey, phone=phone, page=page, shown=shown), scene=scene,
        number=place + 1, played=place < played, following=following, before=before, scenes=scenes(),
        present=bool(present), refusal=refused, current="tour", status=409 if refused else 200,
    )  # fmt: skip


def _recalled(visitor: Caller, platform: str) -> tuple[Story, int]:
    story = recall(visitor, platform)
    return story, next_scene(story)


async def _away(visit: Visit, told: Callable[[Caller], A]) -> A:
    """What the story says, asked in a thread of its own: it speaks HTTP, and waits."""
    loop, door = asyncio.get_running_loop(), host_of(visit.request).api.state.door
    headers = {"Accept-Language": visit.language, "Sim-Token": visit.token_of(SIM)}
    sandbox = current().sandbox

    def tell() -> A:
        transport = ThroughTheDoor(door, loop)
        with httpx.Client(base_url=ADDRESS, headers=headers, timeout=60, transport=transport) as http:
            return told(Caller(http, sandbox))

    return await asyncio.to_thread(tell)


def _place(asked: str) -> int:
    found = [place for place, scene in enumerate(scenes()) if scene.id == asked]
    if not found:
        raise NotFound
    return found[0]


def _kept(present: str) -> dict[str, str]:
    return {"present": "1"} if present else {}
