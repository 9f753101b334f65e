"""What a list of requests looks like."""

from services.gateway.traces.lookups.unfolding import JourneyStep
from services.gateway.traces.rules.step import Step
from shared.instruments.contract.exchanges import KeptAnswer, KeptBody, Pair
from shared.views import View


class RequestView(JourneyStep):
    """A request as a step, and what was said and answered: all that a schema marks as secret or personal is masked.

    Where nothing was kept (`SHENTU_KEEP_BODIES=false`, or one of before) `method` to `answer` are null.
    """

    method: str | None = None
    path: str | None = None
    headers: list[Pair] | None = None
    query: list[Pair] | None = None
    body: KeptBody | None = None
    answer: KeptAnswer | None = None


class RequestList(View):
    """A page of requests as steps, newest first. Reads that succeed outside of any journey are not kept."""

    items: list[Step]
    next_cursor: str | None
