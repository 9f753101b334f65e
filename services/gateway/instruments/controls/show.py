"""What a list of testers' hands looks like."""

from services.gateway.traces.lookups.unfolding import JourneyStep
from shared.views import View


class ControlList(View):
    """A page of steps, newest first: `name` says what was done, `status` whether it is asked, done or refused."""

    items: list[JourneyStep]
    next_cursor: str | None
