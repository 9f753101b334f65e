"""Refusals for people: a page, or what a form says of itself; in the words of the API, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.responses import HTMLResponse, Response

from shared.context import Context, current
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


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal in the reader's language: its sentence, and what is wrong by JSON pointer."""

    status: int
    code: str
    detail: str
    errors: Mapping[str, tuple[str, ...]]

    def at(self, pointer: str) -> tuple[str, ...]:
        """What is wrong with this field."""
        return self.errors.get(pointer, ())

    @classmethod
    def by(cls, problem: Problem) -> "Refused":
        """The same as the API would say. A login that fails is 422 here: 401 would ask for a header."""
        language = current().language
        errors: dict[str, tuple[str, ...]] = {}
        for error in problem.errors:
            errors[error.pointer] = (*errors.get(error.pointer, ()), error.rendered(language)["detail"])
        status = 422 if problem.status == 401 else problem.status
        return cls(status, problem.code, problem.detail(language, page=True), errors)
