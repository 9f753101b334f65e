"""操作: what testers changed by hand, in journeys and in none."""

from starlette.responses import Response

from services.gateway.console.named import naming
from services.gateway.console.place import in_sandbox
from services.gateway.instruments.controls.act import find_controls, place_of
from services.gateway.instruments.entrance import PeersDep
from services.gateway.traces.rules.controls import change_of
from shared.http.api import Page
from shared.instruments.contract.journal import ControlsAsked
from shared.pages.visit import VisitDep
from shared.views import cursor_after

router = in_sandbox()


@router.get("/controls")
async def show(visit: VisitDep, peers: PeersDep, page: Page, journey: str = "", actor: str = "") -> Response:
    """Newest first; of one tester when named."""
    asked = ControlsAsked(
        journey=journey or None, actor=actor.strip() or None, before=place_of(page.after), limit=page.limit + 1
    )
    found = await find_controls(peers, asked)
    named = naming(visit)
    shown = [(step, change_of(step.detail)) for _, step in found[: page.limit]]
    called = {step.name: named("controls", step.name) for step, _ in shown}
    more = cursor_after(found[page.limit - 1][0]) if len(found) > page.limit else None
    return visit.page(
        "controls.html", steps=shown, called=called, journey=journey, actor=actor, next_cursor=more, current="controls"
    )
