"""What stillness looks like."""

from shared.views import View


class Idle(View):
    """Nothing is in flight; `events` counts what was emitted so far, by type."""

    status: str = "idle"
    sandbox: str
    events: dict[str, int]
