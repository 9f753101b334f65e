"""What every answer and every question of the inner doors is made of."""

from pydantic import BaseModel, ConfigDict


class Said(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Asked(BaseModel):
    """What is asked for; what is left out does not matter."""

    model_config = ConfigDict(frozen=True)


class Nothing(Asked):
    """There is nothing more to say."""


NOTHING = Nothing()


class Ids(Said):
    """Journeys or events, by their ids."""

    items: list[str]


class Changed(Said):
    """Whether there was anything to change."""

    changed: bool
