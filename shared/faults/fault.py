"""What a fault is: where it strikes, what it does, how often."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from shared.store.lives import STORE as STORE

At = Literal["http", "publish", "delivery", "sms", "store"]

HTTP, PUBLISH, DELIVERY, SMS = 2, 4, 8, 16
AT: dict[At, int] = {"http": HTTP, "publish": PUBLISH, "delivery": DELIVERY, "sms": SMS, "store": STORE}
"""A bit for each hop, so that a number says at which of them a sandbox has faults."""


class Fault(BaseModel):
    """故障: it strikes `at` a hop what `match`es, and does `do` with `how` (the parameters that `do` takes).

    `times` without limit, `probability` always, `seconds` (by the sandbox's clock) until it is removed, unless given.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    at: At
    match: dict[str, Any] = Field(default_factory=dict)
    do: str
    how: dict[str, Any] = Field(default_factory=dict)
    times: int | None = None
    probability: float | None = None
    seconds: float | None = None
    note: str | None = None
    set_by: str | None = None
    """Who set it, by the name in `Sim-Actor`."""
