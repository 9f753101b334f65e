"""What is held of an exchange until it is written down: references to the messages as they passed, nothing copied."""

from dataclasses import dataclass, field

from starlette.types import Message, Scope

MOST_JSON, MOST_OTHER = 1_048_576, 65_536
Headers = list[tuple[bytes, bytes]]


class Held:
    """A body as it passed: how long it was, and its beginning, up to the `most` that is ever looked at."""

    __slots__ = ("_most", "chunks", "held", "size")

    def __init__(self, most: int = MOST_JSON) -> None:
        self.chunks: list[bytes] = []
        self.size = self.held = 0
        self._most = most

    def pass_(self, message: Message) -> None:
        """One message of it."""
        if chunk := message.get("body"):
            self.size += len(chunk)
            if self.held < self._most:
                self.held += len(chunk)
                self.chunks.append(chunk)

    @property
    def whole(self) -> bool:
        """Whether nothing of it is missing."""
        return self.held == self.size


@dataclass(slots=True)
class Passed:
    """One exchange. What a browser asked of a page is told apart: no schema says what stands in that.
    `service` is who answered."""

    scope: Scope
    page: bool
    service: str
    status: int = 0
    answer_headers: Headers = field(default_factory=list)
    asked: Held = field(default_factory=Held)
    answered: Held = field(default_factory=Held)

    @property
    def held(self) -> int:
        """How many bytes it keeps in memory."""
        return self.asked.held + self.answered.held
