"""基本信息 and 项目详细信息 as forms of their JSON Schemas: sections, rows, what is missing, and an example (S20)."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from starlette.responses import Response

from services.review.lookups.caller import Caller
from services.review.pages.project import project_page, tab_of
from services.review.rules.lifecycle import is_closed, party_of
from services.review.views.projects import show_project
from shared.errors import Problem
from shared.forms import FormMoved
from shared.pages.forms import SEEN, changes_rows, differences, reshaped, seen_by, shown, values_from
from shared.pages.refusals import Refused
from shared.pages.visit import Visit
from shared.store import Store, Transaction


class Document(Protocol):
    """What both views give: the values, what they lack, and a complete example."""

    values: dict[str, Any]
    missing: list[str]
    example: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DataForm:
    """One of the two: its part of the life cycle, its views and its procedure."""

    part: str
    show: Callable[[Transaction, str, str], Document]
    unsaved: Callable[[Transaction, str, str, Any], Document]
    schema: Callable[[Transaction, str, str], dict[str, Any]]
    save: Callable[[Store, str, str, Any], Awaitable[Document]]
    save_parts: Callable[[Store, str, str, Mapping[str, Any], Mapping[str, str]], Awaitable[Document]]


async def show_form(form: DataForm, visit: Visit, caller: Caller, store: Store, project_id: str) -> Response:
    """As it stands."""
    return await _page(form, visit, caller, store, project_id, await store.read(form.show, caller.code, project_id))


async def act(
    form: DataForm, visit: Visit, caller: Caller, store: Store, project_id: str, onward: str | None = None
) -> Response:
    """保存, or keep the example; or change the rows, which keeps nothing yet. Goes `onward` once all is there."""
    doing = visit.fields.get("do", "save")
    values = values_from(visit.fields, await store.read(form.schema, caller.code, project_id))
    if changes_rows(doing):
        unsaved = await store.read(form.unsaved, caller.code, project_id, reshaped(values, doing))
        return await _page(form, visit, caller, store, project_id, unsaved)
    if doing == "example":
        values = (await store.read(form.show, caller.code, project_id)).example
    try:
        if doing == "example":
            kept = await form.save(store, caller.code, project_id, values)
        else:
            kept = await form.save_parts(store, caller.code, project_id, values, _seen(visit))
    except Problem as problem:
        unsaved = await store.read(form.unsaved, caller.code, project_id, values)
        return await _page(form, visit, caller, store, project_id, unsaved, problem)
    if onward and not kept.missing:
        return visit.to(onward)
    return visit.to(f"/review/web/projects/{project_id}/{tab_of(form.part)}", saved="1")


def _seen(visit: Visit) -> dict[str, str]:
    return {name.removeprefix(SEEN): value for name, value in visit.fields.items() if name.startswith(SEEN)}


async def _page(
    form: DataForm, visit: Visit, caller: Caller, store: Store, project_id: str, document: Document,
    problem: Problem | None = None,
) -> Response:  # fmt: skip
    project = await store.read(show_project, caller.code, project_id)
    schema = await store.read(form.schema, caller.code, project_id)
    errors = Refused.by(problem).errors if problem else {}
    sections = shown(schema, document.values, errors, document.missing, visit.language)
    kept = await store.read(form.show, caller.code, project_id)
    moved = problem.extra["moved"] if isinstance(problem, FormMoved) else ()
    theirs = {one.key: one for one in shown(schema, kept.values, {}, (), visit.language)}
    fields = {name: value for name, value in visit.fields.items() if name.removeprefix(SEEN) not in moved}
    is_open = party_of(caller.role) == "owner" and not is_closed(project.status, form.part)
    return project_page(
        visit, caller, project, "data_form.html", tab_of(form.part), refused=problem, sections=sections, open=is_open,
        seen=seen_by(fields, kept.values, [one.key for one in sections]),
        moved=[each for one in sections if one.key in moved for each in differences(theirs[one.key], one)],
        missing=len(document.missing), saved="saved" in visit.request.query_params,
    )  # fmt: skip
