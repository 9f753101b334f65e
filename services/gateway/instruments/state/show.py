"""What the state of a sandbox looks like from outside."""

from pydantic import Field

from shared.views import View


class Invariant(View):
    """Something that must always hold; null while a service that is away could know better. `broken` are journeys, the
    first twenty."""

    name: str = Field(examples=["one-push-per-confirmation"])
    holds: bool | None
    detail: str = Field(examples=["3 confirmed applications: 0 without their push, 0 with several, 0 under way."])
    broken: list[str]


class State(View):
    """How a sandbox is. `tables`: by service, table and state, how many rows; `confirmed`, `pushed` and `texted` count
    applications, `texts_failed` those of them whose account text did not arrive. `unavailable` could not be asked."""

    sandbox: str
    confirmed: int | None = Field(examples=[3])
    pushed: int | None = Field(examples=[3])
    texted: int | None = Field(examples=[3])
    texts_failed: int | None = Field(examples=[0])
    invariants: list[Invariant]
    tables: dict[str, dict[str, dict[str, int]]] = Field(examples=[{"hall": {"application": {"confirmed": 3}}}])
    unavailable: list[str]
