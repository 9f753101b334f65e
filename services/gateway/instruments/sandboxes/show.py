"""What a sandbox looks like, and what can be asked of one."""

from datetime import datetime

from pydantic import Field

from services.gateway.peers.naming import SandboxNamed
from shared.clock import from_micros, to_micros
from shared.http.api import Body
from shared.instruments.contract.sandboxes import SandboxRow
from shared.sandbox import Making
from shared.values import fields
from shared.views import View

TEN_YEARS = 10 * 366 * 86_400


class MakeSandbox(Body):
    """A name is made up where none is given. `random_seed` makes codes, passwords and the like come out alike.

    `label` is for people. A sandbox that nobody used for `expires_in_seconds` (real ones) ends by itself.
    """

    name: SandboxNamed | None = Field(default=None, examples=["my-test"])
    label: fields.Name | None = Field(default=None, examples=["PR 12, nightly"])
    random_seed: int | None = Field(default=None, ge=0, le=2**31)
    expires_in_seconds: int | None = Field(default=None, ge=1, le=TEN_YEARS, examples=[3600])

    def making(self) -> Making:
        """What the sandbox is made with."""
        expires_in = self.expires_in_seconds and self.expires_in_seconds * 1_000_000
        return Making(random_seed=self.random_seed, label=self.label, expires_in=expires_in)


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


def place_of(one: SandboxView) -> str:
    """Sorts them by the moment they were made."""
    return f"{to_micros(one.created_at):020}/{one.name}"


def view_of(row: SandboxRow) -> SandboxView:
    """A sandbox as testers see it."""
    return SandboxView(
        name=row.name,
        label=row.label,
        created_at=from_micros(row.created_at),
        used_at=from_micros(row.used_at),
        expires_in_seconds=None if row.expires_in is None else row.expires_in // 1_000_000,
    )
