"""The steps that stand above each page of a filing: 信息补全, 情形, 一张表单, 一套材料, 确认."""

from typing import Literal

from services.hall.pages.place import PLACE
from services.hall.views.filing import FilingView

Here = Literal["form", "materials", "confirmation"]
Step = tuple[str, str, str]
"""Its words, done, now or next, and where it is found."""


def path_of(filing: FilingView, rest: str = "") -> str:
    """Where a page of this filing is."""
    return f"/hall/web/applications/{filing.id}{rest}"


def form_path(filing: FilingView, section: str | None = None) -> str:
    """Where a section of its form is filled in, the first one if none is named."""
    return path_of(filing, f"/form/{section or filing.sections[0]}")


def steps_of(filing: FilingView, here: Here) -> list[Step]:
    """Each step; a draft's own are done once nothing is missing from them."""
    project = f"/hall/web/projects/{filing.project_id}"
    own: dict[Here, tuple[bool, str]] = {
        "form": (filing.form_complete, form_path(filing)),
        "materials": (filing.materials_complete, path_of(filing, "/materials")),
        "confirmation": (not filing.open, path_of(filing, "/confirmation")),
    }
    return [
        (_words("project"), "done", project),
        (_words("scenario"), "done", f"{project}/matters"),
        *(
            (_words(name), "now" if name == here else "done" if done else "next", path)
            for name, (done, path) in own.items()
        ),
    ]


def _words(name: str) -> str:
    return PLACE.words.t(f"filing.step.{name}")
