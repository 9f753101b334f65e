"""A page about one project: its name and state on top, the tabs to its other pages, and which files it takes."""

from typing import Any

from starlette.responses import Response

from services.review.lookups.caller import Caller
from services.review.rules.data import load
from services.review.rules.lifecycle import is_absent
from services.review.rules.limits import MEGABYTES
from services.review.views.projects import ProjectView
from shared.errors import Problem
from shared.pages.visit import Visit

ACCEPT = ",".join(f".{key}" for key in MEGABYTES)
"""What a browser may choose from, for a file field."""

LIMIT = f"{' '.join(MEGABYTES).upper()} ≤ {max(MEGABYTES.values())} MB"
"""The same, to read."""

_TABS = load("pages/tabs")


def project_page(
    visit: Visit, caller: Caller, project: ProjectView, template: str, tab: str, *, refused: Problem | None = None,
    **shown: Any,
) -> Response:  # fmt: skip
    """A template on `project.html`; `tab` is the tab it stands under."""
    return visit.page(
        template, refused=refused, account=caller, project=project, tab=tab, tabs=tabs_of(caller, project),
        current=project.status, **shown,
    )  # fmt: skip


def tabs_of(caller: Caller, project: ProjectView) -> list[str]:
    """The tabs that this caller has, without those whose part is not there yet."""
    parts = _TABS["part"]
    shown = _TABS["shown"][caller.role]
    return [tab for tab in shown if tab not in parts or not is_absent(project.status, parts[tab])]


def tab_of(part: str) -> str:
    """The tab where this part of the life cycle is filled in."""
    return str(next(tab for tab, needed in _TABS["part"].items() if needed == part))
