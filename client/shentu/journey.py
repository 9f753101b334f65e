"""旅程: all that happened to one application, in all systems."""

from pathlib import Path
from typing import Literal

from shentu.caller import Caller, path_of
from shentu.calls.sim import Sim
from shentu.models.sim import SeenEnvelope, Step, Trace

Status = Literal["emitted", "published", "handled", "retrying", "dead"]


class Journey:
    """One journey of a sandbox; its id is the application's."""

    def __init__(self, caller: Caller, journey: str) -> None:
        self._caller = caller
        self._sim = Sim(caller)
        self.id = journey

    def trace(self) -> Trace:
        """As it is now."""
        return self._sim.read_journey(self.id)

    def steps(self, kind: str | None = None) -> list[Step]:
        """Causes before effects; of one kind, if one is named."""
        return [step for step in self.trace()["steps"] if kind in (None, step["kind"])]

    def wait(self, event: str, status: Status = "emitted", timeout: float = 30) -> SeenEnvelope:
        """Until this event has come so far in it. Raises TimedOut, which says what did happen."""
        return self._sim.wait_for_event(journey=self.id, event=event, status=status, timeout=timeout)

    def as_(self, format: str = "text") -> str:  # noqa: A002  # as the address has it
        """Written as `text`, `mermaid`, `html` or another format of `GET /sim/journeys/{id}`."""
        return self._caller.send("GET", path_of(["sim", "journeys", self.id]), params={"format": format}).text

    def save(self, path: Path, format: str = "html") -> Path:  # noqa: A002
        """Write it into a file, as one page without a script."""
        path.write_text(self.as_(format), "utf-8")
        return path
