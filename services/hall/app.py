"""The hall, assembled."""

from pathlib import Path

from services.hall.actions.seed_sandbox import seed_sandbox
from services.hall.api import (
    applications,
    built,
    confirmation,
    form,
    guides,
    investment_projects,
    material_files,
    materials,
    matters,
    milestones,
    projects,
    reusable,
)
from services.hall.handlers import HANDLERS
from services.hall.pages import routers as pages
from services.hall.tables import Row
from shared.bus.contract import Bus
from shared.service import Service
from shared.settings import Settings

DOORS = (guides, projects, matters, applications, form, materials, material_files, reusable, confirmation)


def create_hall(settings: Settings, bus: Bus) -> Service:
    """网上办事大厅: from linking a project to the confirmed filing."""
    return Service(
        name="hall",
        title="Shentu hall 网上办事大厅（模拟）",
        description="The city's approval hall: link a project, fill the one form, upload the materials, confirm.",
        summaries=Path(__file__).parent / "summaries.toml",
        settings=settings,
        bus=bus,
        row=Row,
        handlers=HANDLERS,
        routers=[*(module.router for module in DOORS), *pages],
        answers=[investment_projects.answers, built.answers, milestones.answers],
        seed=seed_sandbox,
    )
