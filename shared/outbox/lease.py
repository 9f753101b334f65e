"""The lease: of several replicas on one database, only its holder sends."""

from dataclasses import dataclass
from typing import Protocol


class Lease(Protocol):
    """The lease of the relay: of several replicas on one database only the holder relays."""

    @property
    def held(self) -> bool:
        """Whether this replica holds it."""

    def start(self) -> None:
        """Begin trying to get it."""

    async def stop(self) -> None:
        """Give it back."""


@dataclass(frozen=True, slots=True)
class Always:
    """The lease of a service that has no replicas."""

    held: bool = True

    def start(self) -> None:
        """Nothing to try for."""

    async def stop(self) -> None:
        """Nothing to give back."""
