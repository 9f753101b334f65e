"""What refusals mean."""

from shared.http.problems import Meaning
from shared.instruments.contract.question import Question
from shared.instruments.contract.said import Asked, Said


class CodeAsked(Asked):
    """Which kind of refusal."""

    code: str


class Meanings(Said):
    """One for each kind of refusal that has the code."""

    items: list[Meaning]


MEANINGS = Question("meanings", CodeAsked, Meanings)
