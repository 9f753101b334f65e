"""Sandboxes (沙箱): made, seeded, reset and deleted; many testers share one instance and never see each other.

A sandbox's name stands for one of its lives. All rows are of a life, and carry its number in their keys; another life
may stand beside it, being built or being taken away, until the name is switched over.
"""

from shared.sandbox.clocks import clock, set_clock
from shared.sandbox.hold import hold, release
from shared.sandbox.registry import (
    FIRST,
    Life,
    Making,
    Seed,
    begin,
    create,
    let_go,
    lives,
    making_of,
    names,
    next_life,
    remove,
    reserve,
    switch,
    take_over,
)

__all__ = [
    "FIRST",
    "Life",
    "Making",
    "Seed",
    "begin",
    "clock",
    "create",
    "hold",
    "let_go",
    "lives",
    "making_of",
    "names",
    "next_life",
    "release",
    "remove",
    "reserve",
    "set_clock",
    "switch",
    "take_over",
]
