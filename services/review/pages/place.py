"""Where the platform's pages live; whoever has a texted password changes it before anything else (S19)."""

from pathlib import Path

from starlette.responses import Response

from services.review.errors import PasswordChangeRequired
from shared.errors import Problem
from shared.pages.place import REVIEW, Place
from shared.pages.visit import Visit

PASSWORD_PAGE = "/review/web/password"


def first_change(visit: Visit, problem: Problem) -> Response:
    """首次登录须先修改初始密码: every page leads there, and from there back."""
    return visit.to(PASSWORD_PAGE, next=visit.here_inside)


PLACE = Place(
    "review", Path(__file__).parent, "review", login=REVIEW, home="/review",
    answers={PasswordChangeRequired: first_change},
)  # fmt: skip
