"""What a confirmation leaves to tell."""

from datetime import datetime
from typing import NamedTuple

from shared.errors import FieldError


class Confirmed(NamedTuple):
    """What the applicant is told; the same again for the same Idempotency-Key."""

    id: str
    number: str
    status: str
    project_code: str
    project_name: str
    confirmed_at: datetime
    warnings: tuple[FieldError, ...]
