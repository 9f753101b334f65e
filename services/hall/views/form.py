"""一张表单: the one form as the applicant sees it (S10, S18)."""

from services.hall.fields import FormValues
from services.hall.lookups.assess import assess, example_of
from services.hall.lookups.find import find_application
from services.hall.rules.owner import Owner
from services.hall.rules.readiness import FormState
from services.hall.tables import Application
from services.hall.views.problems import ProblemView, problem_views
from shared.store import Transaction
from shared.views import View


class FormView(View):
    """The form as it is; a fresh one holds what the hall knows. `missing` are pointers to what a complete one still
    needs, `example` is a complete one.

    `problems` (fields that contradict one another) stop the confirmation, `warnings` do not.
    """

    values: FormValues
    missing: list[str]
    problems: list[ProblemView]
    warnings: list[ProblemView]
    example: FormValues
    reused_from: str | None


def show_form(tx: Transaction, owner: Owner, application_id: str) -> FormView:
    """The form of the owner's application; raises NotFound."""
    return judged_form(tx, owner, find_application(tx, owner, application_id))


def judged_form(tx: Transaction, owner: Owner, application: Application) -> FormView:
    """The form as it stands, judged anew."""
    return form_view(tx, owner, application, assess(tx, application, application.form))


def form_view(tx: Transaction, owner: Owner, application: Application, state: FormState) -> FormView:
    """The form with what is known to be its worth."""
    return FormView(
        values=application.form,
        missing=list(state.missing),
        problems=problem_views(tx, state.problems),
        warnings=problem_views(tx, state.warnings),
        example=example_of(tx, owner, application),
        reused_from=application.form_reused_from,
    )
