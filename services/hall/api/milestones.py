"""Inner door: which applications were confirmed; for the control plane only."""

from services.hall.views.milestones import show_confirmed
from shared.http.host import Host
from shared.instruments.contract.said import Nothing
from shared.instruments.contract.state import MILESTONES, Milestones
from shared.instruments.inner_door import Answers

answers = Answers()


@answers.to(MILESTONES)
async def confirmed(service: Host, _: Nothing) -> Milestones:
    """Every application that was ever confirmed."""
    return await service.store.read(show_confirmed)
