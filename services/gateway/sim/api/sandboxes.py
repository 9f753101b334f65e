"""沙箱: worlds apart in one instance."""

from datetime import datetime

from pydantic import Field

from services.gateway.sim.actions import sandboxes
from services.gateway.sim.api.entrance import PeersDep, sim_router
from shared.api import Body, Page, View, cursor_after
from shared.clock import to_micros
from shared.context import current
from shared.sandbox import NAME

router = sim_router("sandboxes 沙箱")


class MakeSandbox(Body):
    """A name is made up where none is given. `random_seed` makes codes, passwords and the like come out alike."""

    name: str | None = Field(default=None, pattern=f"^{NAME.pattern}$", examples=["my-test"])
    random_seed: int | None = Field(default=None, ge=0, le=2**31)


class SandboxName(View):
    """The value for the header `Sim-Sandbox`."""

    name: str


class SandboxView(SandboxName):
    """A sandbox and when it was made (real time)."""

    created_at: datetime


class SandboxList(View):
    """A page of sandboxes, newest first."""

    items: list[SandboxView]
    next_cursor: str | None


@router.post("/sandboxes", status_code=201)
async def make(peers: PeersDep, body: MakeSandbox | None = None) -> SandboxName:
    """Make and seed a sandbox in every service. 409 `sandbox-exists` when the name is taken."""
    body = body or MakeSandbox()
    return SandboxName(name=await sandboxes.make_sandbox(peers, body.name, body.random_seed))


@router.get("/sandboxes")
async def list_sandboxes(peers: PeersDep, page: Page) -> SandboxList:
    """The sandboxes of this instance."""
    found = await sandboxes.sandbox_names(peers)
    newest = sorted(((f"{to_micros(made):020}/{name}", name, made) for name, made in found.items()), reverse=True)
    rest = [one for one in newest if page.after is None or one[0] < page.after]
    shown = rest[: page.limit]
    return SandboxList(
        items=[SandboxView(name=name, created_at=made) for _, name, made in shown],
        next_cursor=cursor_after(shown[-1][0]) if len(rest) > page.limit else None,
    )


@router.delete("/sandboxes/{name}")
async def delete(peers: PeersDep, name: str) -> SandboxName:
    """Delete a sandbox with all its rows and files, in every service. `default` stays: reset it."""
    await sandboxes.delete_sandbox(peers, name)
    return SandboxName(name=name)


@router.post("/reset")
async def reset(peers: PeersDep) -> SandboxName:
    """Empty the request's sandbox in every service and seed it anew; its clock is real again."""
    name = current().sandbox
    await sandboxes.reset_sandbox(peers, name)
    return SandboxName(name=name)
