"""Lives of sandboxes, and what they are called."""

from pydantic import Field

from shared.instruments.contract.clock import ClockSetting
from shared.instruments.contract.question import Order, Question
from shared.instruments.contract.said import Asked, Changed, Ids, Nothing, Said


class OfLife(Asked):
    """Which life."""

    life: int


class NewLife(OfLife):
    """A life that is to begin: of the sandbox with this name, with this seed of its randomness.

    With a `source` it is a copy of that life, and has this `clock`; `blank`: it is to be filled with what is carried.
    """

    name: str
    random_seed: int | None = None
    source: int | None = None
    blank: bool = False
    clock: ClockSetting = ClockSetting(offset=0)


class Quiet(OfLife):
    """For how long nothing of a life is sent, at most."""

    seconds: float = Field(gt=0, le=10)


class SentAsked(OfLife):
    """Which types of events, from behind which id."""

    types: list[str]
    after: str = ""


class SentEvent(Said):
    """An event, and when it was sent (real µs)."""

    id: str
    type: str
    sent_at: int


class SentEvents(Said):
    """By their ids; `more`: there may be more behind them."""

    items: list[SentEvent]
    more: bool


class Expected(OfLife):
    """Events that should have arrived."""

    items: list[SentEvent]


class Unsend(OfLife):
    """Events that are to be sent anew."""

    items: list[str]


class Hold(OfLife):
    """Who holds a life, and for how many seconds at most."""

    holder: str
    seconds: float = Field(default=5.0, gt=0, le=10)


class Release(OfLife):
    """Whose hold of it ends."""

    holder: str


class KnownLife(Said):
    """A life as a service has it: whether the sandbox's name stands for it there."""

    life: int
    name: str
    switched_on: bool


class KnownLives(Said):
    """All of them."""

    items: list[KnownLife]


class SandboxRow(Said):
    """A sandbox: when it was made and last used (real µs), what it is called, after how many µs unused it ends."""

    name: str
    created_at: int
    used_at: int
    label: str | None = None
    expires_in: int | None = None


class SandboxRows(Said):
    """All of them."""

    items: list[SandboxRow]


SANDBOXES = Question("sandboxes", Nothing, SandboxRows)
LIVES = Question("lives", Nothing, KnownLives)
BEGIN_LIFE = Order("begin-life", NewLife, Changed)
SWITCH_LIFE = Order("switch-life", OfLife, Changed)
HOLD_LIFE = Order("hold-life", Hold, Changed)
RELEASE_LIFE = Order("release-life", Release, Changed)
QUIET_LIFE = Order("quiet-life", Quiet, Changed)
REMOVE_LIFE = Order("remove-life", OfLife, Changed)
SENT = Question("sent", SentAsked, SentEvents)
UNRECEIVED = Question("unreceived", Expected, Ids)
SEND_ANEW = Order("send-anew", Unsend, Ids)
