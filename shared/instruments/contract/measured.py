"""What a service counts of itself, over all sandboxes."""

from pydantic import Field

from shared.instruments.contract.question import Question
from shared.instruments.contract.said import Nothing, Said


class Answered(Said):
    """How often requests of a method were answered with a status since the process began."""

    method: str
    status: int
    number: int


class Measured(Said):
    """Events by type, recorded here and received here; deliveries by state; what waits; sandboxes; at the gateway
    webhooks' deliveries by state."""

    requests: list[Answered]
    recorded: dict[str, int] = Field(default_factory=dict)
    received: dict[str, int] = Field(default_factory=dict)
    deliveries: dict[str, int] = Field(default_factory=dict)
    pending: dict[str, int] = Field(default_factory=dict)
    sandboxes: int = 0
    webhooks: dict[str, int] = Field(default_factory=dict)


MEASURED = Question("measured", Nothing, Measured)
