"""Shentu from Python: a typed client, the command `shentu`, a pytest plugin.

from shentu import Shentu

with Shentu("http://127.0.0.1:8000").new_sandbox() as shentu: ...
"""

from shentu.client import Shentu
from shentu.journey import Journey
from shentu.phone import Phone
from shentu.problems import (
    Conflict,
    Forbidden,
    Invalid,
    Malformed,
    NotFound,
    NothingCame,
    NotShentu,
    Problem,
    ShentuError,
    TimedOut,
    TooMany,
    Unauthenticated,
    Unavailable,
    Unreachable,
)
from shentu.version import VERSION

__version__ = VERSION
__all__ = [
    "Conflict", "Forbidden", "Invalid", "Journey", "Malformed", "NotFound", "NotShentu", "NothingCame", "Phone",
    "Problem", "Shentu", "ShentuError", "TimedOut", "TooMany", "Unauthenticated", "Unavailable", "Unreachable",
    "__version__",
]  # fmt: skip
