"""What can go wrong, as one tree:

ShentuError
├── Unreachable          nobody answers
├── NotShentu            something else answers
├── NothingCame          a phone stayed silent
└── Problem              a refusal: `code`, `detail`, `errors`
    ├── Malformed        400
    ├── Unauthenticated  401
    ├── Forbidden        403
    ├── NotFound         404
    ├── TimedOut         408: a wait was in vain; `said` has what did happen
    ├── Conflict         409
    ├── Invalid          422
    ├── TooMany          429
    └── Unavailable      502, 503, 504, 507
"""

from collections.abc import Mapping
from typing import Any, TypedDict


class Wrong(TypedDict):
    """One entry of `errors`: what is wrong with which field."""

    pointer: str
    code: str
    detail: str


class ShentuError(Exception):
    """Any of them."""


class Unreachable(ShentuError):
    """Nobody answers at this address."""


class NotShentu(ShentuError):
    """Somebody answers, but without `Sim-Notice`: this client talks to the simulator only."""


class NothingCame(ShentuError):
    """No text came in time."""


class Problem(ShentuError):
    """A refusal, RFC 9457. Go by `code`, show `detail`, put `errors` beside their fields; `said` is all of it."""

    def __init__(self, asked: str, status: int, said: Mapping[str, Any]) -> None:
        self.asked = asked
        self.status = status
        self.said = said
        self.code = str(said.get("code", "unknown"))
        self.title = str(said.get("title", ""))
        self.detail = str(said.get("detail", ""))
        self.type = str(said.get("type", "about:blank"))
        self.errors: list[Wrong] = list(said.get("errors") or ())
        super().__init__(self._told())

    def _told(self) -> str:
        wrong = [f"\n  {one.get('pointer', '')}: {one.get('detail', '')}" for one in self.errors]
        return f"{self.asked} → {self.status} {self.code}: {self.detail}{''.join(wrong)}"


class Malformed(Problem):
    """400: the request cannot be read."""


class Unauthenticated(Problem):
    """401: no login, or one that has ended."""


class Forbidden(Problem):
    """403: not with this account, or not in its state."""


class NotFound(Problem):
    """404: there is none, or it is another's."""


class TimedOut(Problem):
    """408: a wait was in vain; `said` tells of `steps`, `events` and what is `pending`."""


class Conflict(Problem):
    """409: not as things stand."""


class Invalid(Problem):
    """422: fields are wrong, `errors` says which."""


class TooMany(Problem):
    """429: too often."""


class Unavailable(Problem):
    """502, 503, 504, 507: a service is away, or full."""


_BY_STATUS: Mapping[int, type[Problem]] = {
    400: Malformed, 401: Unauthenticated, 403: Forbidden, 404: NotFound, 408: TimedOut, 409: Conflict, 422: Invalid,
    429: TooMany, 502: Unavailable, 503: Unavailable, 504: Unavailable, 507: Unavailable,
}  # fmt: skip


def problem(asked: str, status: int, said: Mapping[str, Any]) -> Problem:
    """The exception for a refusal."""
    return _BY_STATUS.get(status, Problem)(asked, status, said)
