"""基本信息 (S20) of a review."""

from typing import Annotated, Any

from services.review.fields import Status
from services.review.lookups.find import visible_project
from services.review.rules.basics import basics_example, basics_in, basics_of, judge_basics
from services.review.rules.details import details_schemas
from services.review.tables import Filing
from shared.store import Transaction
from shared.values.sensitive import OfForms
from shared.views import View


class Basics(View):
    """`missing` are JSON pointers into `values`; `example` is complete for this very project."""

    values: Annotated[dict[str, Any], OfForms(details_schemas)]
    missing: list[str]
    example: Annotated[dict[str, Any], OfForms(details_schemas)]
    status: Status


def show_basics(tx: Transaction, account: str, project_id: str) -> Basics:
    """As they stand; raises NotFound, ProjectClosed."""
    project = visible_project(tx, account, project_id, "basics")
    values = basics_in(project.scenario, project.details)
    filed: dict[str, Any] = tx.get_one(Filing, project.id).content.get("form", {})
    return Basics(
        values=values,
        missing=list(judge_basics(project.scenario, values).missing),
        example=basics_example(project.scenario, filed, project.details),
        status=project.status,
    )


def show_unsaved(tx: Transaction, account: str, project_id: str, values: Any) -> Basics:
    """With these values, which are not kept yet; raises NotFound, ProjectClosed."""
    missing = judge_basics(visible_project(tx, account, project_id, "basics").scenario, values).missing
    found = show_basics(tx, account, project_id)
    return found.model_copy(update={"values": values, "missing": list(missing)})


def show_schema(tx: Transaction, account: str, project_id: str) -> dict[str, Any]:
    """JSON Schema of them when complete; raises NotFound, ProjectClosed."""
    return dict(basics_of(visible_project(tx, account, project_id, "basics").scenario).schema)
