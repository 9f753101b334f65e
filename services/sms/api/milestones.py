"""Inner door: for which applications the account was texted; for the control plane only."""

from services.sms.views.milestones import show_texted
from shared.http.host import Host
from shared.instruments.contract.said import Nothing
from shared.instruments.contract.state import MILESTONES, Milestones
from shared.instruments.inner_door import Answers

answers = Answers()


@answers.to(MILESTONES)
async def texted(service: Host, _: Nothing) -> Milestones:
    """Every journey with an account text, and how many."""
    return await service.store.read(show_texted)
