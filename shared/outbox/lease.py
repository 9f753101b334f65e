"""Which of several replicas sends."""

from dataclasses import dataclass
from typing import Protocol


class Lease(Protocol):
    """Which replica's relay is the active one."""

    @property
    def held(self) -> bool:
        """Whether this one is."""

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
