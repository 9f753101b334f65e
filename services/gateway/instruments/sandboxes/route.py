"""沙箱: worlds apart in one instance."""

from datetime import datetime
from operator import itemgetter
from typing import Annotated

from pydantic import Field

from services.gateway.instruments.entrance import PeersDep, sim_router
from services.gateway.instruments.sandboxes import act
from services.gateway.instruments.sandboxes.naming import EN, ZH
from shared import fields
from shared.api import Body, Page, View, cursor_after
from shared.clock import to_micros
from shared.context import current
from shared.fields import checked
from shared.sandbox import Making
from shared.values import is_sandbox_name

router = sim_router("sandboxes 沙箱")

TEN_YEARS = 10 * 366 * 86_400


class MakeSandbox(Body):
    """A name is made up where none is given. `random_seed` makes codes, passwords and the like come out alike.

    `label` is for people. A sandbox that nobody used for `expires_in_seconds` (real ones) ends by itself.
    """

    name: Annotated[str, checked("sandbox_name_malformed", ZH, EN, is_sandbox_name)] | None = Field(
        default=None, examples=["my-test"]
    )
    label: fields.Name | None = Field(default=None, examples=["PR 12, nightly"])
    random_seed: int | None = Field(default=None, ge=0, le=2**31)
    expires_in_seconds: int | None = Field(default=None, ge=1, le=TEN_YEARS, examples=[3600])


class SandboxName(View):
    """The value for the header `Sim-Sandbox`."""

    name: str


class SandboxView(SandboxName):
    """A sandbox, when it was made and last used (real times), and for how long it may go unused.

    `used_at` is a few seconds old at most.
    """

    label: str | None
    created_at: datetime
    used_at: datetime
    expires_in_seconds: int | None


class SandboxList(View):
    """A page of sandboxes, newest first."""

    items: list[SandboxView]
    next_cursor: str | None


@router.post("/sandboxes", status_code=201)
async def make(peers: PeersDep, body: MakeSandbox | None = None) -> SandboxName:
    """Make and seed a sandbox in every service. 409 `sandbox-exists` when the name is taken, in whatever case."""
    body = body or MakeSandbox()
    expires_in = body.expires_in_seconds and body.expires_in_seconds * 1_000_000
    making = Making(random_seed=body.random_seed, label=body.label, expires_in=expires_in)
    return SandboxName(name=await act.make_sandbox(peers, body.name, making))


@router.get("/sandboxes")
async def list_sandboxes(peers: PeersDep, page: Page) -> SandboxList:
    """The sandboxes of this instance."""
    newest = sorted(((_key(one), one) for one in await act.list_sandboxes(peers)), reverse=True, key=itemgetter(0))
    rest = [(key, one) for key, one in newest if page.after is None or key < page.after]
    shown = rest[: page.limit]
    return SandboxList(
        items=[_view(one) for _, one in shown],
        next_cursor=cursor_after(shown[-1][0]) if len(rest) > page.limit else None,
    )


@router.delete("/sandboxes/{name}")
async def delete(peers: PeersDep, name: str) -> SandboxName:
    """Delete a sandbox with all its rows and files, in every service. `default` stays: reset it."""
    await act.delete_sandbox(peers, name)
    return SandboxName(name=name)


@router.post("/reset")
async def reset(peers: PeersDep) -> SandboxName:
    """Empty the request's sandbox in every service and seed it anew; its clock is real again."""
    name = current().sandbox
    await act.reset_sandbox(peers, name)
    return SandboxName(name=name)


def _key(one: act.Sandbox) -> str:
    return f"{to_micros(one.created_at):020}/{one.name}"


def _view(one: act.Sandbox) -> SandboxView:
    seconds = None if one.expires_in is None else int(one.expires_in.total_seconds())
    return SandboxView(
        name=one.name, label=one.label, created_at=one.created_at, used_at=one.used_at, expires_in_seconds=seconds
    )
