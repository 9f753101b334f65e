"""Look at an application as it is now: its form, its materials, and what stands between it and its confirmation."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlmodel import col, select

from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.facts import dates, known_facts
from services.hall.rules.material_list import FileState
from services.hall.rules.owner import Owner
from services.hall.rules.readiness import FormState, all_problems, assess_form, is_ready
from services.hall.rules.story import complete_example
from services.hall.tables import Application, MaterialFile, Project
from shared.errors import FieldError
from shared.store import Transaction


def facts_of(tx: Transaction, owner: Owner, application: Application) -> dict[str, Any]:
    """What the hall knows of the application, whatever its form says."""
    project = tx.get_one(Project, application.project_id)
    names = ("project_code", "project_name", "project_type", "government_procurement", "land_area", "building_area")
    filing = {"scenario": application.scenario, "engineering_code": application.engineering_code}
    return known_facts(project.facts | {name: getattr(project, name) for name in names}, filing, owner)


def example_of(tx: Transaction, owner: Owner, application: Application) -> dict[str, Any]:
    """A complete form for this very application."""
    facts = dates(tx.now().date()) | facts_of(tx, owner, application)
    return complete_example(CATALOGUE.scenarios[application.scenario], facts)


def day_of(tx: Transaction, application: Application) -> date:
    """The day by which the application is judged: that of its confirmation, today until then."""
    return (application.confirmed_at or tx.now()).date()


def held_against(filing: Any, project: Any, day: date) -> dict[str, Any]:
    """What the hall knows for certain and holds against the form: of an application, its project, and the day.

    A project entered by hand has no approved code; its form may carry the one it got meanwhile (S12).
    """
    return {
        "today": day.isoformat(),
        "approved_code": filing.project_code if project.source == "linked" else None,
        "project_name": filing.project_name,
        "engineering_code": filing.engineering_code,
        "scenario": filing.scenario,
        "owner_credit_code": filing.credit_code,
        "project_type": project.project_type,
        "government_procurement": project.government_procurement,
    }


def assess(tx: Transaction, application: Application, values: dict[str, Any]) -> FormState:
    """What these values are worth as the application's form on its day."""
    held = held_against(application, tx.get_one(Project, application.project_id), day_of(tx, application))
    return assess_form(CATALOGUE.scenarios[application.scenario], values, held)


def files_of(tx: Transaction, application_id: str) -> Sequence[MaterialFile]:
    """The application's files in the order of their arrival."""
    query = select(MaterialFile).where(MaterialFile.application_id == application_id).order_by(col(MaterialFile.id))
    return tx.exec(query).all()


def is_ready_now(tx: Transaction, application: Application) -> bool:
    """Whether form and materials are complete and valid on the application's day."""
    form_complete, good_until = application.form_complete, application.good_until
    return is_ready(form_complete, application.materials_complete, good_until, day_of(tx, application))


def check_application(tx: Transaction, application: Application) -> tuple[list[FieldError], Sequence[FieldError]]:
    """Everything that stands between the application and its confirmation, and what is only odd."""
    form = assess(tx, application, application.form)
    files = file_states(files_of(tx, application.id))
    return all_problems(CATALOGUE.scenarios[application.scenario], application.form, form, files), form.warnings


def file_states(files: Iterable[MaterialFile]) -> Iterator[FileState]:
    """What the rules about materials look at."""
    return (FileState(file.id, file.material_code, file.seal is not None) for file in files)
