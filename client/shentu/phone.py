"""手机: a simulated phone, where codes and passwords are read."""

import re

from shentu.calls.sim import Sim
from shentu.models.sim import Text
from shentu.problems import NothingCame


class Phone:
    """A number. It gives each text once, so that the second code is not mistaken for the first."""

    def __init__(self, sim: Sim, number: str) -> None:
        self._sim = sim
        self.number = number
        self._read = ""

    def texts(self, template: str | None = None) -> list[Text]:
        """All that is on it, oldest first."""
        return list(self._sim.list_texts(self.number, template=template))

    def skip(self) -> None:
        """What is on it now counts as given."""
        self._read = next((text["id"] for text in reversed(self.texts())), "")

    def wait(self, template: str | None = None, having: str | None = None, timeout: float = 30) -> Text:
        """The next text that was not given yet, of this template, with such a variable; the server waits for it.

        Raises NothingCame.
        """
        while True:
            after = self._read or None
            new = next(self._sim.list_texts(self.number, wait=timeout, after=after, template=template), None)
            if new is None:
                wanted = f" {template}" if template else f" with {having}" if having else ""
                raise NothingCame(f"no text{wanted} on {self.number} within {timeout:g} s")
            self._read = new["id"]
            if having is None or new["vars"].get(having):
                return new

    def code(self, timeout: float = 30) -> str:
        """The code in the next text that has one. Raises NothingCame."""
        return str(self.wait(having="code", timeout=timeout)["vars"]["code"])

    def __str__(self) -> str:
        return re.sub(r"(?<=^\d{3})\d{4}", "****", self.number)
