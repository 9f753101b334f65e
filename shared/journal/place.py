"""A place in a service's feed."""

from typing import NamedTuple


class Place(NamedTuple):
    """The reader has read every line up to it: its transaction's number, always 0 on SQLite, and the line's."""

    tx: int = 0
    seq: int = 0

    def __str__(self) -> str:
        return f"{self.tx}.{self.seq}"

    @classmethod
    def of(cls, text: str) -> "Place":
        """What `str` made of it; raises ValueError."""
        tx, seq = text.split(".")
        return cls(int(tx), int(seq))
