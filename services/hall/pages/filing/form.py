"""一张表单, a section a page: filled in, kept as a draft, with rows more or less (S10, S11, S12, S18)."""

from typing import Any

from starlette.responses import Response

from services.hall.pages.filing.sections import about, by_pointer, entry_of
from services.hall.pages.filing.steps import form_path, path_of, steps_of
from services.hall.pages.owner import OwnerDep
from services.hall.pages.place import PLACE
from services.hall.procedures import form
from services.hall.rules.owner import Owner
from services.hall.views.filing import FilingView, show_filing
from services.hall.views.filing_form import FilingForm, show_filing_form, show_unsaved_form
from shared.errors import NotFound, Problem
from shared.forms import FormMoved
from shared.http.api import StoreDep
from shared.pages.forms import SEEN, Difference, changes_rows, differences, reshaped, seen_by, shown, values_from
from shared.pages.refusals import Refused
from shared.pages.route import router_of
from shared.pages.visit import Visit, VisitDep

router = router_of(PLACE)


@router.get("/hall/web/applications/{application_id}/form")
async def begin(visit: VisitDep, owner: OwnerDep, store: StoreDep, application_id: str) -> Response:
    """Go on with the first section."""
    return visit.to(form_path(await store.read(show_filing, owner, application_id)))


@router.get("/hall/web/applications/{application_id}/form/{section}")
async def show(visit: VisitDep, owner: OwnerDep, store: StoreDep, application_id: str, section: str) -> Response:
    """One section, with the list of all beside it."""
    return _page(visit, owner, await store.read(show_filing_form, owner, application_id), section)


@router.post("/hall/web/applications/{application_id}/form/{section}")
async def act(visit: VisitDep, owner: OwnerDep, store: StoreDep, application_id: str, section: str) -> Response:
    """暂存 the section and go on where the button said; or change its rows, which keeps nothing yet."""
    at = await store.read(show_filing_form, owner, application_id)
    if section not in at.filing.sections:
        raise NotFound
    doing = visit.fields.get("do", "save")
    part = values_from(visit.fields, at.schema, f"/{section}")
    try:
        if doing == "example":
            await form.save(store, owner, application_id, at.form.example)
        elif changes_rows(doing):
            changed = reshaped(part, doing, f"/{section}")
            unsaved = await store.read(show_unsaved_form, owner, application_id, section, changed)
            return _page(visit, owner, unsaved, section, unsaved=True)
        else:
            seen = visit.fields.get(f"{SEEN}{section}")
            await form.save_section(store, owner, application_id, section, part, seen)
    except FormMoved as moved:
        at = await store.read(show_filing_form, owner, application_id)
        unsaved = await store.read(show_unsaved_form, owner, application_id, section, part)
        return _page(visit, owner, unsaved, section, refused=moved, unsaved=True, theirs=at)
    except Problem as problem:
        unsaved = await store.read(show_unsaved_form, owner, application_id, section, part)
        return _page(visit, owner, unsaved, section, refused=problem, unsaved=True)
    return visit.to(_onward(at.filing, section, doing))


def _onward(filing: FilingView, section: str, doing: str) -> str:
    """Where a button leads once the section is kept."""
    what, _, key = doing.partition(":")
    place = filing.sections.index(section)
    if what == "go" and key in filing.sections:
        return form_path(filing, key)
    if what == "next":
        later = filing.sections[place + 1 :]
        return form_path(filing, later[0]) if later else path_of(filing, "/materials")
    if what == "back":
        choice = f"/hall/web/projects/{filing.project_id}/matters"
        return form_path(filing, filing.sections[place - 1]) if place else choice
    return f"{form_path(filing, section)}?saved=1"


def _page(
    visit: Visit, owner: Owner, at: FilingForm, section: str, *, refused: Problem | None = None, unsaved: bool = False,
    theirs: FilingForm | None = None,
) -> Response:  # fmt: skip
    said: dict[str, Any] = by_pointer(at.form.problems) | (dict(Refused.by(refused).errors) if refused else {})
    sections = shown(at.schema, at.form.values, said, at.form.missing, visit.language)
    one = next((each for each in sections if each.key == section), None)
    if one is None:
        raise NotFound
    moved: tuple[Difference, ...] = ()
    if theirs is not None:
        [kept] = shown(theirs.schema, theirs.form.values, {}, (), visit.language, f"/{section}")
        moved = differences(kept, one)
    return visit.page(
        "filing/form.html", refused=refused, owner=owner, filing=at.filing, steps=steps_of(at.filing, "form"),
        entries=[entry_of(each) for each in sections], section=one, warnings=about(one, at.form.warnings),
        reused_from=at.form.reused_from, unsaved=unsaved, moved=moved,
        seen=seen_by(visit.fields if theirs is None else {}, (theirs or at).form.values, [section]),
        saved="saved" in visit.request.query_params,
    )  # fmt: skip
