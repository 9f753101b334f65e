"""Inner door: approved projects at the simulated investment platform, for the control plane only."""

from services.hall.bodies import RegisterProject
from services.hall.procedures import investment_projects
from shared.http.field_errors import read_as_body
from shared.http.host import Host
from shared.instruments.contract.people import APPROVE_PROJECT, ProjectApproved, ProjectWanted
from shared.instruments.inner_door import Answers

answers = Answers()


@answers.to(APPROVE_PROJECT)
async def register(service: Host, asked: ProjectWanted) -> ProjectApproved:
    """Make an approved project."""
    wanted = read_as_body(RegisterProject, asked.model_dump(exclude_none=True))
    return await investment_projects.register(service.store, wanted.model_dump())
