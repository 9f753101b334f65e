"""轮候 (S21, domain E6): the system assigns the agency of a government procurement project."""

from dataclasses import asdict
from typing import Any

from sqlmodel import select

from services.review.lookups.needs import needs_of, register
from services.review.rules.details import category_of
from services.review.rules.eligibility import ProjectNeeds, reasons_against_assigning
from services.review.rules.rotation import Turn, admit, queue_key, take_turn
from services.review.tables import Project, RotationQueue
from shared.store import Transaction


def assign_agency(tx: Transaction, project: Project) -> tuple[str | None, dict[str, Any]]:
    """Take a turn of the project's queue: the agency's id, or None with the queue unmoved, and the decision.

    The queue's row is held until the transaction ends, so two projects submitted at once get two different turns.
    """
    needs = needs_of(tx, project)
    queue = _held_queue(tx, project, needs)
    agencies = register(tx)
    refusals = {agency.id: [reason.code for reason in reasons_against_assigning(agency, needs)] for agency in agencies}
    turn = take_turn(admit(queue.order, [agency.id for agency in agencies]), refusals)
    queue.order = list(turn.after)
    return turn.chosen, _decision(queue.key, turn)


def _held_queue(tx: Transaction, project: Project, needs: ProjectNeeds) -> RotationQueue:
    key = queue_key(needs.region[:4], category_of(project.scenario), needs.scale)
    held = select(RotationQueue).where(RotationQueue.key == key).with_for_update()
    queue = tx.exec(held.execution_options(populate_existing=True)).first()
    if queue is None:
        queue = RotationQueue(key=key)
        tx.add(queue)
        tx.flush()
    return queue


def _decision(queue: str, turn: Turn) -> dict[str, Any]:
    decided = asdict(turn)
    return {"queue": queue, **{key: list(part) if isinstance(part, tuple) else part for key, part in decided.items()}}
