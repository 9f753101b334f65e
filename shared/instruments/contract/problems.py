"""What refusals mean."""

from shared.http.problems import Meaning
from shared.instruments.contract.said import Said


class Meanings(Said):
    """One for each kind of refusal that has the code."""

    items: list[Meaning]
