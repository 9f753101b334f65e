"""A page about one project: its name and state on top, and the tabs to its other pages."""

from typing import Any

from starlette.responses import Response

from services.review.lookups.caller import Caller
from services.review.rules.lifecycle import STATES
from services.review.views.projects import ProjectView
from shared.errors import Problem
from shared.pages.visit import Visit

_UNITS = ("overview", "basic", "details", "drawings")
_TABS: dict[str, tuple[str, ...]] = {
    "owner": ("overview", "basic", "details", "units", "drawings", "agency", "planning-documents", "submission"),
    "design": _UNITS,
    "survey": _UNITS,
    "agency": ("overview", "basic", "details", "drawings", "agency", "planning-documents"),
}
_BEGINS_WITH = {"basic": "basics"}  # the tab's part, where the life cycle calls it something else
_AFTER_BASICS = "submission"


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
    absent = STATES[project.status].absent
    open_ones = [tab for tab in _TABS[caller.role] if _BEGINS_WITH.get(tab, tab) not in absent]
    return [tab for tab in open_ones if not (absent and tab == _AFTER_BASICS)]
