"""Sandboxes (沙箱): made, seeded, reset and deleted; many testers share one instance and never see each other.

A sandbox's name stands for one of its lives. All rows are of a life, and carry its number in their keys; another life
may stand beside it, being built or being taken away, until the name is switched over.
"""

from shared.sandbox.checkpoints import Checkpoint, checkpoints, forget, keep, stay
from shared.sandbox.copying import Origin, origin_of
from shared.sandbox.hold import hold, quieten, release, set_clock
from shared.sandbox.reading import Life, Making, clock, lives, making_of, names, next_life
from shared.sandbox.registry import FIRST, Seed, begin, create, let_go, remove, reserve, switch, take_over

__all__ = [
    "FIRST",
    "Checkpoint",
    "Life",
    "Making",
    "Origin",
    "Seed",
    "begin",
    "checkpoints",
    "clock",
    "create",
    "forget",
    "hold",
    "keep",
    "let_go",
    "lives",
    "making_of",
    "names",
    "next_life",
    "origin_of",
    "quieten",
    "release",
    "remove",
    "reserve",
    "set_clock",
    "stay",
    "switch",
    "take_over",
]
