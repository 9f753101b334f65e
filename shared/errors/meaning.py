"""What a refusal's code means, to those who look it up."""

from pydantic import BaseModel


class Meaning(BaseModel):
    """What a problem's code means; what is filled in stands as `…`."""

    status: int
    zh: str
    en: str
    note: str
