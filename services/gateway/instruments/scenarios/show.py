"""What a scenario says of itself, and what there is once it is ready."""

from typing import Annotated, Any

from services.gateway.instruments.scenarios.request import Request, curl
from services.gateway.instruments.scenarios.scenario import Call, Scenario, Seen
from shared.values.sensitive import SECRET
from shared.views import View


class ScenarioView(View):
    """场景. `guide` is the rule behind it; with `advice_only` nothing is made ready: it says what to do."""

    name: str
    title: str
    title_en: str
    guide: str
    guide_en: str
    what_you_do: str
    what_you_do_en: str
    what_you_see: str
    what_you_see_en: str
    advice_only: bool


class ScenarioList(View):
    """All there are."""

    items: list[ScenarioView]
    next_cursor: None = None


class SeenView(View):
    """What is answered: the status, a refusal's `code`, and what stands at JSON pointers of the body.

    `unlike`: what stands at the one pointer is something else than at the other.
    """

    status: int
    code: str | None
    where: dict[str, Any]
    unlike: dict[str, str]


class NextView(View):
    """A request to send as it is, by hand (`curl`) or by program. `at_once`: together with the one before it.

    `body` is sent as JSON; a text is sent as it is (a form with a file, say).
    """

    title: str
    title_en: str
    method: str
    path: str
    headers: Annotated[dict[str, str], SECRET]
    body: Annotated[Any, SECRET]
    curl: Annotated[str, SECRET]
    at_once: bool
    see: SeenView


class ReadyView(ScenarioView):
    """Everything is ready: `ready` has by name what was made, as the calls that made it answer it.

    `next` is what is done now, in order; `look` where it is seen afterwards. Each says what is to `see`.
    """

    sandbox: str
    journeys: list[str]
    ready: Annotated[dict[str, Any], SECRET]
    next: list[NextView]
    look: list[NextView]


def show_scenario(scenario: Scenario) -> ScenarioView:
    """One of the list."""
    return ScenarioView(**_told(scenario))


def show_ready(
    scenario: Scenario, sandbox: str, journeys: list[str], ready: dict[str, Any], next_: list[NextView],
    look: list[NextView],
) -> ReadyView:  # fmt: skip
    """One that is ready."""
    return ReadyView(**_told(scenario), sandbox=sandbox, journeys=journeys, ready=ready, next=next_, look=look)


def show_next(call: Call, request: Request, origin: str, protected: bool) -> NextView:
    """A request, to read and to paste."""
    say = call.say
    return NextView(
        title=say.zh if say else "", title_en=say.en if say else "", method=request.method, path=request.path,
        headers=request.headers, body=request.body, curl=curl(origin, request, protected), at_once=call.at_once,
        see=_seen(request.see),
    )  # fmt: skip


def _seen(see: Seen) -> SeenView:
    return SeenView(status=see.status, code=see.code, where=dict(see.where), unlike=dict(see.unlike))


def _told(scenario: Scenario) -> dict[str, Any]:
    words = {}
    for name in ("title", "guide", "what_you_do", "what_you_see"):
        words[name], words[f"{name}_en"] = getattr(scenario, name)
    return {"name": scenario.name, "advice_only": scenario.advice_only, **words}
