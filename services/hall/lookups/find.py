"""Find one's own things. Another owner's look like ones that do not exist."""

from services.hall.errors import ApplicationNotDraft
from services.hall.rules.lifecycle import STATES, Part, is_frozen
from services.hall.rules.owner import Owner
from services.hall.tables import Application, MaterialFile, Project
from shared.errors import NotFound
from shared.store import Transaction


def find_project(tx: Transaction, owner: Owner, project_id: str, *, hold: bool = False) -> Project:
    """The owner's project, held for a change if asked for; raises NotFound."""
    project = tx.locked(Project, project_id) if hold else tx.get(Project, project_id)
    if project is None or project.credit_code != owner.credit_code:
        raise NotFound
    return project


def find_application(tx: Transaction, owner: Owner, application_id: str, *, hold: bool = False) -> Application:
    """The owner's application, held for a change if asked for; it becomes the journey. Raises NotFound."""
    application = tx.locked(Application, application_id) if hold else tx.get(Application, application_id)
    if application is None or application.credit_code != owner.credit_code:
        raise NotFound
    tx.journey = application.id
    return application


def find_open(tx: Transaction, owner: Owner, application_id: str, part: Part, *, hold: bool = True) -> Application:
    """The same, whose `part` can still be changed; raises ApplicationNotDraft."""
    application = find_application(tx, owner, application_id, hold=hold)
    if is_frozen(application.status, part):
        raise not_draft(application.status)
    return application


def not_draft(status: str) -> ApplicationNotDraft:
    """The refusal to change what is filed."""
    return ApplicationNotDraft(status=STATES[status].title, status_en=STATES[status].en)


def find_file(tx: Transaction, application: Application, material_code: str | None, file_id: str) -> MaterialFile:
    """The application's file, of this material when one is named; raises NotFound."""
    file = tx.get(MaterialFile, file_id)
    if file is None or file.application_id != application.id or material_code not in (None, file.material_code):
        raise NotFound
    return file


def seen_file(tx: Transaction, owner: Owner, application_id: str, file_id: str) -> MaterialFile:
    """A file of the owner's application, whatever its state; raises NotFound."""
    return find_file(tx, find_application(tx, owner, application_id), None, file_id)
