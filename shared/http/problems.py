"""What each problem's `type` leads to: a plain text that explains the code, in both languages."""

import re
from collections.abc import Iterator

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel

from shared.context import current
from shared.errors import NotFound, Problem
from shared.http.host import Host

_FILLED_IN = re.compile(r"\{[^}]*\}")


class Meaning(BaseModel):
    """What a problem's code means; what is filled in stands as `…`."""

    status: int
    zh: str
    en: str
    note: str


def explained(code: str) -> list[Meaning]:
    """Of every refusal here that has this code."""
    meanings = []
    for kind in kinds():
        if vars(kind).get("code") == code:
            note = " ".join((kind.__doc__ or "").split())
            zh, en = (_FILLED_IN.sub("…", text) for text in (kind.zh, kind.en))
            meanings.append(Meaning(status=kind.status, zh=zh, en=en, note=note))
    return meanings


def explanation(code: str, meanings: list[Meaning]) -> PlainTextResponse:
    """The text, the language that was asked for first; raises NotFound where nobody has such a code."""
    if not meanings:
        raise NotFound
    languages = ("en", "zh") if current().language == "en" else ("zh", "en")
    parts = [
        [f"{code} ({one.status})", "", *(getattr(one, language) for language in languages), one.note]
        for one in meanings
    ]
    return PlainTextResponse("\n\n\n".join("\n".join(lines) for lines in parts) + "\n")


def problem_routes(service: Host) -> APIRouter:
    """`/problems/{code}` of the service's own port; the gateway answers for all of them."""
    router = APIRouter(include_in_schema=False)

    @router.get("/problems/{code}")
    async def explain(code: str) -> PlainTextResponse:
        return explanation(code, explained(code))

    return router


def kinds(of: type[Problem] = Problem) -> Iterator[type[Problem]]:
    """Every class of refusal in this process."""
    for kind in of.__subclasses__():
        yield kind
        yield from kinds(kind)
