"""Who is asking, in which sandbox, on which journey: carried from the door to the transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]

DEFAULT_SANDBOX = "default"


class Actor(NamedTuple):
    """Who asks: in what part (`owner`, `design`, `survey`, `agency`), and under which account, a credit code."""

    role: str
    account: str


@dataclass(slots=True)
class Context:
    """One request's or one delivery's surroundings.

    `journey` is written by the action that learns it, and read by the door for the `Sim-Journey` header.
    `causation` is the id of the event being handled; `token_expires_at` is in µs of the sandbox's clock,
    `token_life` the life of the sandbox it was issued in. `life` is set for what belongs to one life of the sandbox (a
    delivery, a timer), whatever its name stands for by now; else it is whichever life the sandbox is in.
    """

    sandbox: str = DEFAULT_SANDBOX
    life: int | None = None
    journey: str | None = None
    causation: str | None = None
    traceparent: str | None = None
    language: Language = "zh"
    actor: Actor | None = None
    token_expires_at: int | None = None
    token_life: int | None = None
    sandbox_named: bool = False
    faultable: bool = False
    """Whether a tester's fault of the store may strike here: in what belongs to the imitated systems, and once."""
    path: str = ""
    """Of the request; it may name the journey."""
    life_told: bytes | None = None
    """What the gateway says of the life of a sandbox (shared/sandbox/telling.py)."""
    page: str = ""
    """Whose page is asked for (see shared/http/page_paths.py): refusals are pages then; empty where programs ask."""
    vendor: str = ""
    """Which SMS vendor it is for (see shared/vendors): refusals are in its envelope then; empty for all else."""
    root: str = ""
    """Where in the address space the simulator begins: `/shentu` behind a proxy that keeps it there."""

    def elsewhere(self, sandbox: str) -> "Context":
        """The same request, looking into another sandbox."""
        return replace(self, sandbox=sandbox, life=None)


_current: ContextVar[Context | None] = ContextVar("shentu_context", default=None)


def current() -> Context:
    """The running request's context; outside of any, a fresh one of the default sandbox."""
    context = _current.get()
    if context is None:
        context = Context()
        _current.set(context)
    return context


@contextmanager
def entered(context: Context) -> Iterator[Context]:
    """Make `context` the current one for a while."""
    token = _current.set(context)
    try:
        yield context
    finally:
        _current.reset(token)


def enter(context: Context) -> None:
    """Make `context` the current one for the running task."""
    _current.set(context)
