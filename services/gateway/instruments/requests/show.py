"""What a list of requests looks like."""

from services.gateway.traces.rules.step import Step
from shared.http.api import View


class RequestList(View):
    """A page of requests as steps, newest first. Reads that succeed outside of any journey are not kept."""

    items: list[Step]
    next_cursor: str | None
