"""The steps of a review that is built for a test, each as owner and units take it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from services.review.actions.add_planning_document import add_planning_document
from services.review.actions.choose_agency import choose_agency
from services.review.actions.hand_in_drawing import hand_in_drawing
from services.review.actions.issue_link_code import issue_link_code
from services.review.actions.link_project import link_project
from services.review.actions.save_basics import save_basics
from services.review.actions.save_details import save_details
from services.review.actions.seal_drawing import seal_drawing
from services.review.actions.select_city_project import select_city_project
from services.review.actions.submit_project import submit_project
from services.review.lookups.built import suitable_agency, units_by_role
from services.review.lookups.planning_files import kinds_present
from services.review.procedures.basics import well_typed
from services.review.rules.details import judge
from services.review.rules.disciplines import required_disciplines
from services.review.rules.planning import missing_at
from services.review.rules.traits import traits_of
from services.review.tables import Project
from services.review.views.basics import show_basics
from services.review.views.details import show_details
from shared.store import Transaction
from shared.uploads import Upload


@dataclass(slots=True)
class Walk:
    """One review on its way. `sample` is the one file that stands for every drawing and document."""

    project: Project
    sample: Upload
    link_codes: dict[str, str] = field(default_factory=dict)

    @property
    def owner(self) -> str:
        """The account of the owner."""
        return self.project.owner_code


def _select(tx: Transaction, walk: Walk) -> None:
    select_city_project(tx, walk.owner, walk.project.id)


def _complete(tx: Transaction, walk: Walk) -> None:
    project = walk.project
    basics = show_basics(tx, walk.owner, project.id).example
    save_basics(tx, walk.owner, project.id, well_typed(project, basics))
    tx.flush()
    details = show_details(tx, walk.owner, project.id).example
    save_details(tx, walk.owner, project.id, project.scenario, judge(project.scenario, details).values)


def _link(tx: Transaction, walk: Walk) -> None:
    for role, unit in units_by_role(tx, walk.project).items():
        code = issue_link_code(tx, walk.owner, walk.project.id, role)
        tx.flush()
        link_project(tx, unit.credit_code, unit.name, role, code.code)
        walk.link_codes[role] = code.code


def _draw(tx: Transaction, walk: Walk) -> None:
    units = units_by_role(tx, walk.project)
    for one in required_disciplines(walk.project.scenario, traits_of(walk.project.details)):
        unit = units[one.role].credit_code
        drawing = hand_in_drawing(tx, unit, walk.project.id, one.code, walk.sample.called(f"{one.zh}.pdf"))
        tx.flush()
        seal_drawing(tx, unit, walk.project.id, drawing.id)


def _choose(tx: Transaction, walk: Walk) -> None:
    """Of a government procurement the agency comes by rotation, with the submission."""
    if not walk.project.government_procurement:
        choose_agency(tx, walk.owner, walk.project.id, suitable_agency(tx, walk.project))


def _plan(tx: Transaction, walk: Walk) -> None:
    project = walk.project
    lacking = missing_at("submission", project.scenario, traits_of(project.details), kinds_present(tx, project))
    for one in lacking:
        add_planning_document(tx, walk.owner, project.id, one.kind, walk.sample.called(f"{one.name}.pdf"))


def _submit(tx: Transaction, walk: Walk) -> None:
    submit_project(tx, walk.owner, walk.project.id)


STEPS: Mapping[str, Callable[[Transaction, Walk], None]] = {
    "select": _select, "complete": _complete, "link": _link, "draw": _draw, "choose": _choose, "plan": _plan,
    "submit": _submit,
}  # fmt: skip
