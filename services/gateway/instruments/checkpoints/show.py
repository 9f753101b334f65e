"""What a checkpoint looks like, and what can be asked of one."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from services.gateway.peers.naming import SandboxNamed
from shared.clock import from_micros
from shared.http.api import Body
from shared.sandbox import Checkpoint
from shared.values.fields import checked
from shared.values.text import is_sandbox_name
from shared.views import View

ZH = "检查点名称须以字母或数字开头，只能含字母、数字、“-”“_”“.”（不可连用“..”），至多63个字符。"
EN = (
    "a checkpoint's name begins with a letter or digit and has letters, digits, “-”, “_” and “.” (never “..”), at most "
    "63 of them"
)

CheckpointNamed = Annotated[str, checked("checkpoint_name_malformed", ZH, EN, is_sandbox_name)]


class MakeCheckpoint(Body):
    """A name is made up where none is given."""

    name: CheckpointNamed | None = Field(default=None, examples=["pushed"])


class RestoreCheckpoint(Body):
    """`into` another sandbox, which is made where there is none; without it, the one that the checkpoint is of."""

    into: SandboxNamed | None = Field(default=None, examples=["second-try"])


class CheckpointView(View):
    """A checkpoint: when it was made, in real time and by the sandbox's clock, and whether that stood still."""

    name: str
    made_at: datetime
    clock: datetime
    frozen: bool


class CheckpointList(View):
    """A sandbox's checkpoints, the newest first."""

    items: list[CheckpointView]


class Restored(View):
    """Which sandbox is as the checkpoint was."""

    sandbox: str


def view_of(one: Checkpoint) -> CheckpointView:
    """A checkpoint as testers see it."""
    return CheckpointView(
        name=one.name,
        made_at=from_micros(one.made_at),
        clock=from_micros(one.clock.at(one.made_at)),
        frozen=one.clock.frozen_at is not None,
    )
