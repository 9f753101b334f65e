"""What a fault looks like, and what can be asked for."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from shared.faults.fault import At
from shared.http.api import Body
from shared.values.fields import AsMobile, left_out
from shared.views import View

MATCHED = ("service", "consumer", "event", "method", "path", "journey", "account", "phone", "template", "where")
PARAMETERS = (
    "status", "code", "detail", "ms", "copies", "error", "when", "report_code", "vars", "text",
)  # fmt: skip
Scalar = str | int | float | bool | None
Service = Literal["hall", "review", "sms", "portal", "gateway"]
_EXAMPLE: dict[str, Any] = {
    "at": "delivery", "match": {"consumer": "review", "event": "hall.application.confirmed"}, "do": "fail", "times": 2,
}  # fmt: skip
_TEMPLATE = "/hall/applications/{application_id}/confirmation"
_PATH = "As in OpenAPI, with `{…}` for a part between slashes; `*` is anything."
_WHERE = "JSON pointers into the envelope, and what stands there."
_WHERE_LIKE: dict[str, Any] = {"/data/scenario": "buildings"}
Pointer = Annotated[str, Field(max_length=300)]
Where = Annotated[dict[Pointer, Scalar], Field(max_length=20, description=_WHERE, examples=[_WHERE_LIKE])]
_SEED = "The same seed of the sandbox, the same faults."
_CLOCK = "So long by the sandbox's clock."


class Match(Body):
    """What a fault strikes: all that is named must fit. Which names there are depends on `at`."""

    service: Service = left_out()
    consumer: Literal["hall", "review", "sms"] = left_out()
    event: Annotated[str, Field(max_length=80, examples=["hall.application.confirmed"])] = left_out()
    method: Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] = left_out()
    path: Annotated[str, Field(max_length=300, description=_PATH, examples=[_TEMPLATE])] = left_out()
    journey: Annotated[str, Field(max_length=80)] = left_out()
    account: Annotated[str, Field(max_length=64, description="The credit code of who is logged in.")] = left_out()
    phone: AsMobile = left_out()
    template: Annotated[str, Field(max_length=60, examples=["T3", "account-created"])] = left_out()
    where: Annotated[dict[Pointer, Scalar], Field(max_length=20, description=_WHERE, examples=[_WHERE_LIKE])] = (
        left_out()
    )


class NewFault(Body):
    """Where (`at`, `match`), what (`do` and its parameters beside it), how often. docs/faults.md has them all."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    at: At
    match: Match = Field(default_factory=Match)
    do: str = Field(max_length=40, examples=["fail"])
    times: Annotated[int, Field(ge=1, le=1_000_000, description="Strikes so often; else until removed.")] = left_out()
    probability: Annotated[float, Field(gt=0, le=1, description=_SEED)] = left_out()
    seconds: Annotated[float, Field(gt=0, le=315_360_000, allow_inf_nan=False, description=_CLOCK)] = left_out()
    note: Annotated[str, Field(max_length=200)] = left_out()
    status: int = left_out()
    code: str = left_out()
    detail: str = left_out()
    ms: int = left_out()
    copies: int = left_out()
    error: str = left_out()
    when: str = left_out()
    report_code: str = left_out()
    vars: list[str] = left_out()
    text: str = left_out()

    def given(self) -> dict[str, Any]:
        """The parameters that stand beside `do`."""
        return self.model_dump(include=set(PARAMETERS), exclude_unset=True)

    def matched(self) -> dict[str, Any]:
        """What it is matched by."""
        return self.match.model_dump(exclude_unset=True)


class FaultView(View):
    """故障: the parameters of `do` stand beside it. `hits` so far, `left` of `times` (null: no limit).

    `services` are those it may strike in; `times` counts in each of them, where `match` leaves open which. It
    `holds` so many events and deliveries now.
    """

    model_config = ConfigDict(extra="allow")

    id: str
    at: At
    match: dict[str, Any]
    do: str
    times: int | None
    probability: float | None
    seconds: float | None
    note: str | None
    set_by: str | None
    set_at: datetime
    hits: int
    left: int | None
    holds: int
    services: list[str]


class FaultList(View):
    """The sandbox's faults in the order in which they were set, used-up ones among them."""

    items: list[FaultView]
    next_cursor: str | None = Field(default=None, description="Always null: they all stand on one page.")
    unavailable: list[str] = Field(default_factory=list)
