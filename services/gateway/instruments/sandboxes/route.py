"""沙箱: worlds apart in one instance."""

from operator import itemgetter

from services.gateway.instruments.entrance import EverywhereDep, HandDep, PeersDep, sim_router
from services.gateway.instruments.sandboxes import act
from services.gateway.instruments.sandboxes.show import MakeSandbox, SandboxList, SandboxName, place_of
from shared.context import current
from shared.http.api import Page
from shared.views import cursor_after

router = sim_router("sandboxes 沙箱")


@router.post("/sandboxes", status_code=201)
async def make(everywhere: EverywhereDep, body: MakeSandbox | None = None) -> SandboxName:
    """Make and seed a sandbox in every service. 409 `sandbox-exists` when the name is taken, in whatever case."""
    body = body or MakeSandbox()
    return SandboxName(name=await act.make_sandbox(everywhere, body.name, body.making()))


@router.get("/sandboxes")
async def list_sandboxes(peers: PeersDep, page: Page) -> SandboxList:
    """The sandboxes of this instance."""
    newest = sorted(((place_of(one), one) for one in await act.list_sandboxes(peers)), reverse=True, key=itemgetter(0))
    rest = [(key, one) for key, one in newest if page.after is None or key < page.after]
    shown = rest[: page.limit]
    return SandboxList(
        items=[one for _, one in shown],
        next_cursor=cursor_after(shown[-1][0]) if len(rest) > page.limit else None,
    )


@router.delete("/sandboxes/{name}")
async def delete(everywhere: EverywhereDep, name: str) -> SandboxName:
    """Delete a sandbox with all its rows and files, in every service. `default` stays: reset it."""
    await act.delete_sandbox(everywhere, name)
    return SandboxName(name=name)


@router.post("/reset")
async def reset(everywhere: EverywhereDep, hand: HandDep) -> SandboxName:
    """Empty the request's sandbox in every service and seed it anew; its clock is real again."""
    name = current().sandbox
    await act.reset_sandbox(everywhere, hand, name)
    return SandboxName(name=name)
