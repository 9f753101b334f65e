"""A filing as its pages show it: how far each step is, what may be done with it, and where it stands."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal

from services.hall.lookups.find import find_application
from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.lifecycle import STATES, Party, after, ahead, is_frozen
from services.hall.rules.owner import Owner
from services.hall.tables import Application
from services.hall.views.applications import ApplicationView, application_view
from shared.masking import mask_phone
from shared.store import Transaction
from shared.views import View


class FilingView(ApplicationView):
    """An application, and what its pages have to know beside it.

    `sections` are the keys of its form; `open`: form and materials can be changed; `withdrawable`: it can be taken
    back; `ended`: nothing more happens to it.
    """

    sections: list[str]
    form_complete: bool
    materials_complete: bool
    open: bool
    withdrawable: bool
    ended: bool
    leader_phone: str
    """Where the account is texted to (S15), masked; empty while the form does not say."""


class Step(View):
    """A state on the way, into which it came or will come by what `by` does; `at` once it was there."""

    title: str
    title_en: str
    state: Literal["done", "now", "next"]
    by: Party
    at: datetime | None = None
    reason: str = ""


class Progress(View):
    """办理进度: the states so far and those ahead, in their order."""

    filing: FilingView
    steps: list[Step]


def filing_view(tx: Transaction, application: Application) -> FilingView:
    """The application as its pages show it."""
    scenario, status = CATALOGUE.scenarios[application.scenario], application.status
    phone = application.form.get("owner", {}).get("leader_phone", "")
    return FilingView(
        **application_view(tx, application).model_dump(),
        sections=[section.key for section in scenario.form.sections if section.shown(scenario.column)],
        form_complete=application.form_complete,
        materials_complete=application.materials_complete,
        open=not (is_frozen(status, "form") or is_frozen(status, "materials")),
        withdrawable=after(status, "withdraw", "applicant") is not None,
        ended=STATES[status].ended,
        leader_phone=mask_phone(phone) if phone else "",
    )


def show_filing(tx: Transaction, owner: Owner, application_id: str) -> FilingView:
    """The owner's; raises NotFound."""
    return filing_view(tx, find_application(tx, owner, application_id))


def show_progress(tx: Transaction, owner: Owner, application_id: str) -> Progress:
    """Where the owner's application stands; raises NotFound."""
    application = find_application(tx, owner, application_id)
    return Progress(filing=filing_view(tx, application), steps=list(_steps(application)))


def _steps(application: Application) -> Iterator[Step]:
    before: str | None = None
    for change in application.history:
        status = change["status"]
        last = change is application.history[-1]
        at = datetime.fromisoformat(change["at"])
        yield _step(status, _who(before, status), "now" if last else "done", at=at, reason=change["reason"])
        before = status
    for move in ahead(application.status):
        yield _step(move.to, move.by, "next")


def _step(status: str, by: Party, state: Literal["done", "now", "next"], **more: Any) -> Step:
    return Step(title=STATES[status].title, title_en=STATES[status].en, by=by, state=state, **more)


def _who(before: str | None, status: str) -> Party:
    """Who brought it from one state into the next; the first one is where the applicant begins."""
    moves = STATES[before].moves.values() if before else ()
    return next((move.by for move in moves if move.to == status), "applicant")
