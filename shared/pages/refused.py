"""What a form says of itself when it was refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.context import current
from shared.errors import Problem


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal in the reader's language: its sentence, and what is wrong by JSON pointer."""

    status: int
    code: str
    detail: str
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    title: str = ""

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
