"""How the sandbox of a test begins: what `@pytest.mark.shentu(…)` says."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Self

import pytest

from shentu.client import Shentu
from shentu.models.sim import MakeSandbox


@dataclass(frozen=True, slots=True)
class Beginning:
    """`random_seed`: codes and passwords come out the same; `clock`: the moment it begins at; `scenario`: one of
    `GET /sim/scenarios`, prepared before the test."""

    random_seed: int | None = None
    clock: str | datetime | None = None
    scenario: str | None = None
    label: str | None = None

    @classmethod
    def words(cls) -> str:
        """What can be said."""
        return ", ".join(f"{field.name}=None" for field in fields(cls))

    @classmethod
    def of(cls, item: Any) -> Self:
        """By the nearest marker. Fails the test when it says something else."""
        marker = item.get_closest_marker("shentu")
        given = {"label": item.name[:60]} | (marker.kwargs if marker else {})
        try:
            return cls(*(marker.args if marker else ()), **given)
        except TypeError as error:
            pytest.fail(f"@pytest.mark.shentu({cls.words()}): {error}", pytrace=False)

    def making(self) -> MakeSandbox:
        """What the sandbox is made with."""
        body: MakeSandbox = {"label": self.label}
        if self.random_seed is not None:
            body["random_seed"] = self.random_seed
        return body

    def prepare(self, inside: Shentu) -> Any:
        """What is done in it before the test; what its scenario tells, None without one."""
        if self.clock is not None:
            inside.sim.set_clock(now=self.clock.isoformat() if isinstance(self.clock, datetime) else self.clock)
        if self.scenario is None:
            return None
        return inside.sim.prepare_scenario(self.scenario)
