"""A question at a service's inner door: what it is asked with, and what is answered."""

from typing import Generic, TypeVar

from pydantic import BaseModel

Q = TypeVar("Q", bound=BaseModel)
A = TypeVar("A", bound=BaseModel)

PREFIX = "/internal/"
"""Questions are posted to this and their name."""


class Question(Generic[Q, A]):
    """What is asked at an inner door with a `Q`, and answered with an `A`; many who ask the same at once share it."""

    changes = False

    def __init__(self, name: str, asked: type[Q], answer: type[A]) -> None:
        self.name, self.asked, self.answer = name, asked, answer

    @property
    def path(self) -> str:
        """Where it is asked."""
        return PREFIX + self.name


class Order(Question[Q, A]):
    """Something is to be done: each time it is asked for."""

    changes = True
