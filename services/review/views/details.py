"""项目详细信息 (S20) of a review."""

from typing import Annotated, Any

from services.review.lookups.find import visible_project
from services.review.rules.details import complete_example, details_schemas, form_of, judge
from services.review.tables import Filing
from shared.store import Transaction
from shared.values.sensitive import OfForms
from shared.views import View


class Details(View):
    """`missing` are JSON pointers into `values`; `example` is a complete document for this very project."""

    values: Annotated[dict[str, Any], OfForms(details_schemas)]
    missing: list[str]
    example: Annotated[dict[str, Any], OfForms(details_schemas)]


def show_details(tx: Transaction, account: str, project_id: str) -> Details:
    """As they stand; raises NotFound, ProjectClosed."""
    project = visible_project(tx, account, project_id, "details")
    filed: dict[str, Any] = tx.get_one(Filing, project.id).content.get("form", {})
    missing = judge(project.scenario, project.details).missing
    example = complete_example(project.scenario, filed, project.details)
    return Details(values=project.details, missing=list(missing), example=example)


def show_unsaved(tx: Transaction, account: str, project_id: str, values: Any) -> Details:
    """With these values, which are not kept yet; raises NotFound, ProjectClosed."""
    missing = judge(visible_project(tx, account, project_id, "details").scenario, values).missing
    found = show_details(tx, account, project_id)
    return found.model_copy(update={"values": values, "missing": list(missing)})


def show_schema(tx: Transaction, account: str, project_id: str) -> dict[str, Any]:
    """JSON Schema of them when complete; raises NotFound, ProjectClosed."""
    return dict(form_of(visible_project(tx, account, project_id, "details").scenario).schema)
