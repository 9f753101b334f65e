"""Where a group of pages lives: its templates, words and files, what it looks like, and how one logs in to it.

HALL = Place("hall", Path(__file__).parent, look="hall", login=PORTAL)
router = router_of(HALL)

@router.get("/hall/web/projects")
async def projects(visit: VisitDep, owner: OwnerDep, store: StoreDep) -> Response:
    return visit.page("projects.html", projects=await store.read(show_projects, owner, …))
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from starlette.responses import Response

from shared.errors import Problem
from shared.pages.static import Assets
from shared.pages.words import KIT, Words

Look = Literal["portal", "hall", "review", "console"]
Answer = Callable[..., Response]
"""Of the visit and the problem."""


@dataclass(frozen=True, slots=True)
class Login:
    """A login kept in a cookie: the very bearer token that the API of this audience issues.

    `path` is where the cookie goes along, `page` where one logs in.
    """

    audience: str
    cookie: str
    path: str
    page: str


PORTAL = Login("portal", "shentu_portal", "/", "/portal/web/login")
REVIEW = Login("review", "shentu_review", "/review", "/review/web/login")
SIM = Login("sim", "shentu_sim", "/", "/console/login")
"""Not of an account: its token is SHENTU_SIM_TOKEN's value, where that is set."""


@dataclass(frozen=True, eq=False)
class Place:
    """Pages that belong together. `folder` has `templates/`, `words.toml` and, where there are any, files in `static/`.

    `home` is where its first page is; `answers` say what a refusal looks like here, where it is not the usual page: a
    type of Problem, and what is shown instead.
    """

    name: str
    folder: Path
    look: Look
    login: Login | None = None
    home: str = "/"
    answers: Mapping[type[Problem], Answer] = field(default_factory=dict)

    @cached_property
    def words(self) -> Words:
        """The kit's words and this place's own."""
        return KIT.with_own(self.folder / "words.toml")

    @cached_property
    def assets(self) -> Assets:
        """This place's own files."""
        return Assets(f"{self.home.rstrip('/')}/web/static", self.folder / "static")
