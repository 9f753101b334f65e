"""Refusals for people: a page that says what the API would say, and what to do next."""

from functools import cache
from pathlib import Path

from starlette.responses import HTMLResponse, Response

from shared.context import Context
from shared.errors import Problem
from shared.http.page_paths import FIRST
from shared.http.refusals import problem_response
from shared.pages.heads import dress
from shared.pages.place import Look, Place

_ROOMS: dict[str, tuple[str, Look]] = {
    "hall": ("/hall", "hall"), "portal": ("/portal", "portal"), "review": ("/review", "review"),
    "console": ("/console", "console"), "phones": ("/console", "console"), FIRST: ("/", "console"),
}  # fmt: skip


def refuse(problem: Problem, context: Context) -> Response:
    """The answer to a refusal: a page where a browser shows it, else a problem document."""
    return dress(refusal_page(problem, context)) if context.page else problem_response(problem, context)


def refusal_page(problem: Problem, context: Context) -> Response:
    """The page of a refusal, which looks like the place it comes from."""
    home, look = _ROOMS[context.page or FIRST]
    language = context.language
    from shared.pages.environment import environment_of  # see visit.py

    text = environment_of(_kit()).get_template("kit/refusal.html").render(
        lang=language, look=look, home=home, status=problem.status, code=problem.code,
        detail=problem.detail(language, page=True), errors=[error.rendered(language) for error in problem.errors],
    )  # fmt: skip
    heads = {**problem.filled_headers(), "Sim-Problem": problem.code, "Content-Language": language}
    return HTMLResponse(text, problem.status, heads)


@cache
def _kit() -> Place:
    return Place("kit", Path(__file__).parent, "console")
