"""办理: open a matter in one of its scenarios for a project (S5, S7, S9, S18)."""

from services.hall.actions.steps.move import move_application
from services.hall.actions.steps.number import next_number
from services.hall.errors import MatterNotAvailable, ProjectIncomplete
from services.hall.lookups.assess import facts_of
from services.hall.lookups.find import find_project
from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.lifecycle import FIRST
from services.hall.rules.owner import Owner
from services.hall.tables import Application, Project
from shared.errors import FieldError, RequestInvalid
from shared.identifiers import new_id
from shared.store import Transaction


def open_application(
    tx: Transaction, owner: Owner, project_id: str, stage: str, matter: str, scenario: str, key: str | None = None
) -> Application:
    """A new draft, as often as the owner likes, in whatever scenario: the guide leaves the choice to them.

    It has the id `key` where somebody speaks of it before it is there.

    Its form holds what the hall knows already: of the project, of the account, from the investment platform.
    """
    project = find_project(tx, owner, project_id, hold=True)
    _require_on_offer(project, stage, matter, scenario)
    _require_areas(project)
    project.filings += 1
    application = Application(
        id=key or new_id(),
        number=f"{tx.now():%Y%m%d}{next_number(tx, f'application-{tx.now():%Y%m%d}'):04d}",
        project_id=project.id,
        project_code=project.project_code,
        project_name=project.project_name,
        engineering_code=f"{project.project_code}-{project.filings:04d}",
        credit_code=owner.credit_code,
        owner_name=owner.name,
        stage=stage,
        matter=matter,
        scenario=scenario,
        status=FIRST,
        created_at=tx.now(),
        updated_at=tx.now(),
    )
    application.form = CATALOGUE.scenarios[scenario].form.prefill(facts_of(tx, owner, application))
    tx.add(application)
    tx.flush()
    tx.journey = application.id
    tx.about(
        number=application.number, project_code=application.project_code, project_name=application.project_name,
        scenario=scenario,
    )  # fmt: skip
    move_application(tx, application, FIRST)
    return application


def _require_on_offer(project: Project, stage: str, matter: str, scenario: str) -> None:
    wanted, guide = CATALOGUE.matters[matter], CATALOGUE.guides[project.project_type]
    if wanted.stage != stage or scenario not in wanted.scenarios:
        pointer = "/stage" if wanted.stage != stage else "/scenario"
        zh, en = f"“{wanted.title}”不在此阶段或情形办理", f"{matter} is not handled in this stage or scenario"
        raise RequestInvalid(errors=[FieldError(pointer, "not-of-this-matter", zh, en)])
    if matter not in guide.matters:
        raise MatterNotAvailable(project_type=guide.title)


def _require_areas(project: Project) -> None:
    missing = [name for name in ("land_area", "building_area") if getattr(project, name) is None]
    if missing:
        errors = [FieldError(f"/{name}", "field-missing", "请填写整数", "give a whole number") for name in missing]
        raise ProjectIncomplete(errors=errors)
