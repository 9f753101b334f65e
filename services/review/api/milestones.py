"""Inner door: which applications the city pushed; for the control plane only."""

from services.review.views.milestones import show_pushed
from shared.http.host import Host
from shared.instruments.contract.said import Nothing
from shared.instruments.contract.state import MILESTONES, Milestones
from shared.instruments.inner_door import Answers

answers = Answers()


@answers.to(MILESTONES)
async def pushed(service: Host, _: Nothing) -> Milestones:
    """Every application that was pushed, and how often."""
    return await service.store.read(show_pushed)
