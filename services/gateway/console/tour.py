"""导览: the story of `make demo` on the stage, a scene for each click, in a sandbox of its own.

What tells it is imported where it is used, with the first tour: starting does without an HTTP client.
"""

import secrets

from starlette.responses import Response

from services.gateway.console.place import in_sandbox, of_all
from services.gateway.console.presenting import present
from services.gateway.console.stage import stage_of
from services.gateway.instruments.entrance import EverywhereDep
from services.gateway.instruments.sandboxes.act import make_sandbox
from shared.pages.place import PORTAL, REVIEW, Login
from shared.pages.visit import SANDBOX_COOKIE, Visit, VisitDep
from shared.sandbox import Making

router = of_all()
inside = in_sandbox()
DAY = 86_400 * 1_000_000  # µs: nobody comes back to a tour of yesterday
TOUR = Login("review", "shentu_tour", "/console", "/console/tour")
"""The platform's login of the story itself: the platform's own cookie does not reach the console."""


@router.get("/tour")
async def explain(visit: VisitDep) -> Response:
    """What it is, its scenes, and what can go wrong."""
    from services.gateway.console.telling import failures, scenes

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
    if visit.fields.get("present"):
        present(visit, True)
    failure = visit.fields.get("failure", "")
    return visit.to(f"/console/in/{name}/tour/{failure}" if failure else f"/console/in/{name}/tour")


@inside.get("/tour")
async def show(visit: VisitDep, scene: str = "", show: str = "") -> Response:
    """The scene on the stage; before the first one, the opening."""
    return await _scene(visit, scene, show)


@inside.post("/tour")
async def go_on(visit: VisitDep) -> Response:
    """Play up to the scene that is asked for, but for what was played before or done by hand; then look at it."""
    from services.gateway.console import telling

    asked = visit.fields.get("scene", "")
    last = telling.place_of(asked)
    told = await telling.go_on(visit, visit.token_of(TOUR), last)
    if told.refused:
        return await _scene(visit, telling.scenes()[last - 1].id if last else "", "", told.refused)
    let_in(visit, told.owner, told.platform)
    return visit.to(f"/console/in/{visit.sandbox}/tour", scene=asked)


def let_in(visit: Visit, owner: str, platform: str) -> None:
    """The browser takes over the logins that the story left."""
    visit.log_in(PORTAL, owner)
    if platform:
        visit.log_in(REVIEW, platform)
        visit.log_in(TOUR, platform)


async def _scene(visit: Visit, asked: str, shown: str, refused: str = "") -> Response:
    from services.gateway.console import telling

    scenes = telling.scenes()
    place = telling.place_of(asked) if asked else -1
    scene = scenes[place] if asked else None
    told = await telling.look(visit, visit.token_of(TOUR), scene) if scene else telling.Told()
    stage = stage_of(visit.sandbox, journey=told.journey, phone=told.phone, page=told.page, shown=shown)
    refused = refused or told.refused  # somebody changed by hand what the story counts on
    following = scenes[place + 1] if place + 1 < len(scenes) else None
    before = scenes[place - 1] if place > 0 else None
    return visit.page(
        "scene.html", stage=stage, scene=scene, number=place + 1, played=place < told.next,
        following=following, before=before, scenes=scenes,
        refusal=refused, current="tour", status=409 if refused else 200,
    )  # fmt: skip
