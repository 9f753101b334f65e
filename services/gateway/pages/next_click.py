"""What to click next: told from the sandbox's newest journey, as the journey's own page says what is expected."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.gateway.traces.rules.expected import Expected

_HALL = "/hall/web/applications/{journey}"
# Where somebody does what is expected of them; whatever has no page of its own is looked at in the trace.
_PAGES = {
    "fill-form": _HALL,
    "provide-materials": _HALL + "/materials",
    "confirm": _HALL + "/confirmation",
    "choose-project": "/review/web/city-projects",
    "complete-basics": "/review/web/projects?tab=basic",
    "share-codes": "/review/web/projects?tab=editing",
    "link-design": "/review/web/link",
    "link-survey": "/review/web/link",
    "upload-design": "/review/web/projects",
    "upload-survey": "/review/web/projects",
    "choose-agency": "/review/web/projects?tab=editing",
    "submit": "/review/web/projects?tab=editing",
    "accept": "/review/web/projects",
}
_TRACE = "/console/in/{sandbox}/journeys/{journey}"


@dataclass(frozen=True, slots=True)
class NextClick:
    """`path` is one of our pages; who has to act, and what they do, in two languages."""

    path: str
    who: str
    zh: str
    en: str


def next_click(sandbox: str, journey: str, expected: Sequence[Expected]) -> NextClick | None:
    """The first thing expected; None when there is nothing more to come."""
    if not expected:
        return None
    first = expected[0]
    path = _PAGES.get(first.name, _TRACE).format(sandbox=sandbox, journey=journey)
    return NextClick(path, first.who, first.zh, first.en)
