"""What stands in the way of an application or is odd about it, as it is told."""

from collections.abc import Iterable

from shared.errors import FieldError
from shared.store import Transaction
from shared.views import View


class ProblemView(View):
    """What stands in the way or is odd: a JSON pointer into the form, or /materials/{code}."""

    code: str
    pointer: str
    detail: str


def problem_views(tx: Transaction, errors: Iterable[FieldError]) -> list[ProblemView]:
    """In the language of the request."""
    return [ProblemView.model_validate(error.rendered(tx.context.language)) for error in errors]
