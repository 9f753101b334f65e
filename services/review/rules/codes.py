"""Random codes for people to type: link codes (domain A5)."""

from random import Random

from services.review.rules.limits import LINK_CODE_ALPHABET, LINK_CODE_LENGTH
from shared.values.canonical import capitals


def make_link_code(randomness: Random) -> str:
    """A link code (项目关联码): no characters that look or sound alike, to be read out on the phone."""
    return "".join(randomness.choices(LINK_CODE_ALPHABET, k=LINK_CODE_LENGTH))


def normalise_link_code(text: str) -> str:
    """As it was issued, whatever case, width, blanks or hyphens it was typed with."""
    return "".join(character for character in capitals(text) if character.isalnum())
