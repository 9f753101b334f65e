"""The review platform, assembled."""

from pathlib import Path

from services.review.actions.seed_sandbox import seed_sandbox
from services.review.api import (
    accounts,
    agencies,
    basics,
    built,
    city_projects,
    contents,
    details,
    drawings,
    link_codes,
    login,
    milestones,
    people,
    planning_documents,
    projects,
    submission,
    support,
)
from services.review.handlers import HANDLERS
from services.review.pages import routers as pages
from services.review.tables import Row
from shared.bus.contract import Bus
from shared.service import Service
from shared.settings import Settings

ROUTERS = (
    login,
    accounts,
    city_projects,
    projects,
    basics,
    details,
    link_codes,
    drawings,
    agencies,
    planning_documents,
    contents,
    submission,
    support,
)


def create_review(settings: Settings, bus: Bus) -> Service:
    """河南省勘察设计质量监管平台: filings are pushed to it, owners complete and submit them."""
    return Service(
        name="review",
        title="Shentu review 河南省勘察设计质量监管平台（模拟）",
        description="The province's drawing-review platform, from the pushed filing to the submission. Simulated.",
        summaries=Path(__file__).parent / "summaries.toml",
        settings=settings,
        bus=bus,
        row=Row,
        handlers=HANDLERS,
        routers=[*(module.router for module in ROUTERS), *pages],
        answers=[people.answers, built.answers, milestones.answers],
        seed=seed_sandbox,
    )
