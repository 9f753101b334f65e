"""What is expected, and what is said of it."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, JsonValue, model_validator
from pydantic_core import PydanticCustomError

from services.gateway.instruments.event_type import ServiceName
from services.gateway.instruments.verify.wanted import Wanted
from services.gateway.traces.rules.step import Step
from shared.http.api import Body
from shared.instruments.contract.journal import Kind
from shared.views import View

_MANY = 10_000
_MIXED = {"zh": "min 不得大于 max。"}
Pointer = Annotated[str, Field(pattern=r"^/", max_length=300)]


class Count(Body):
    """At least, at most."""

    min: int = Field(default=0, ge=0, le=_MANY)
    max: int | None = Field(default=None, ge=0, le=_MANY)

    @model_validator(mode="after")
    def _in_order(self) -> "Count":
        if self.max is not None and self.min > self.max:
            raise PydanticCustomError("count_mixed_up", "min must not be above max", _MIXED)
        return self


class Pattern(Body):
    """Which steps are meant: as `/sim/journeys/{journey}` tells them. `where` looks into the step, and of an event or
    a delivery into the event's `/data`, too.

    A text is called by its template's id, name or both.
    """

    kind: Kind
    name: str = Field(min_length=1, max_length=200)
    service: ServiceName | None = None
    status: str | None = Field(default=None, max_length=40)
    where: dict[Pointer, JsonValue] = Field(default_factory=dict, max_length=50)

    def wanted(self) -> Wanted:
        """At least one."""
        return Wanted(self.kind, self.name, self.service, self.status, tuple(self.where.items()))


class Expectation(Pattern):
    """Without `count` at least one. `within_seconds`, by the sandbox's clock, from the journey's first step; in order,
    from the expectation before."""

    count: Annotated[int, Field(ge=0, le=_MANY)] | Count | None = None
    within_seconds: float | None = Field(default=None, ge=0, allow_inf_nan=False)

    def wanted(self) -> Wanted:
        """As it is judged."""
        least, most = _bounds(self.count)
        return Wanted(
            self.kind, self.name, self.service, self.status, tuple(self.where.items()), least, most, self.within_seconds
        )


def _bounds(count: int | Count | None) -> tuple[int, int | None]:
    if count is None:
        return 1, None
    return (count, count) if isinstance(count, int) else (count.min, count.max)


class Verify(Body):
    """Waits up to `timeout` seconds for what is missing. `absent` is judged when all else is there, or the time is up.

    Without a `journey` all steps of the sandbox's newest 200 journeys count.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "journey": "01a21630-89b1-77f0-9329-a6f5bb7ae2fe",
                    "expect": [
                        {"kind": "event", "name": "review.project.pushed", "status": "handled", "count": 1},
                        {"kind": "message", "name": "T3", "status": "delivered", "within_seconds": 60},
                    ],
                    "in_order": True,
                    "absent": [{"kind": "message", "name": "T4"}],
                    "timeout": 10,
                }
            ]
        }
    )

    journey: str | None = Field(default=None, min_length=1, max_length=80)
    expect: list[Expectation] = Field(default_factory=list, max_length=500)
    in_order: bool = False
    absent: list[Pattern] = Field(default_factory=list, max_length=500)
    timeout: float = Field(default=0, ge=0, le=60, allow_inf_nan=False)


class VerdictView(View):
    """One expectation: how many were found, which steps these are, and a sentence."""

    passed: bool
    found: int
    steps: list[Step]
    detail: str


class VerifiedView(View):
    """Whether all of it is so; `expectations` and `absent` in the order in which they were asked."""

    passed: bool
    expectations: list[VerdictView]
    absent: list[VerdictView]


class Made(View):
    """A body for `POST /sim/verify`; give it a `journey` to judge."""

    expect: list[dict[str, Any]]
    in_order: bool
    absent: list[dict[str, Any]]
    timeout: float
