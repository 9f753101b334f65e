"""Inner door: approved projects at the simulated investment platform, for the control plane only."""

from fastapi import APIRouter

from services.hall.bodies import RegisterProject
from services.hall.procedures import investment_projects
from shared.http.api import StoreDep
from shared.http.field_errors import read_as_body
from shared.instruments.contract.people import ProjectApproved, ProjectWanted
from shared.instruments.questions import APPROVE_PROJECT, PREFIX

router = APIRouter(prefix=PREFIX)


@APPROVE_PROJECT.on(router)
async def register(body: ProjectWanted, store: StoreDep) -> ProjectApproved:
    """Make an approved project."""
    wanted = read_as_body(RegisterProject, body.model_dump(exclude_none=True))
    return await investment_projects.register(store, wanted.model_dump())
