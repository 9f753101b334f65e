"""What 数据共享 and 材料共享 can take over into an application, and from where (S10, S13)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from pydantic import Field
from sqlalchemy import case
from sqlmodel import col, select

from services.hall import fields
from services.hall.lookups.assess import files_of
from services.hall.lookups.find import find_application
from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.lifecycle import is_frozen
from services.hall.rules.owner import Owner
from services.hall.rules.reuse import lendable, offered_materials, offered_sections
from services.hall.tables import Application, MaterialFile
from shared.store import Transaction
from shared.views import PageQuery, View, cursor_after


class SectionOffer(View):
    """A section of the one form."""

    section: str
    title: str
    title_en: str


class FileOffer(View):
    """A file that would be referred to, with its seal."""

    file_id: str
    name: str
    size: int
    sha256: str
    sealed: bool


class MaterialOffer(View):
    """A material (材料) and its files that are not here yet."""

    code: str
    name: str
    title_en: str
    files: list[FileOffer]


class Offers(View):
    """Sections of the form (数据共享) and materials (材料共享)."""

    form: list[SectionOffer]
    materials: list[MaterialOffer]


class SourceView(Offers):
    """An application of the same unit to take from. `form` and `materials` come along when none is named.

    `on_request` has to be named (`sections`, `codes`): what belongs to another project never comes unasked.
    """

    application_id: str
    number: str
    status: fields.Status
    scenario: str
    scenario_title: str
    scenario_title_en: str
    project_id: str
    project_code: str
    project_name: str
    updated_at: datetime
    same_project: bool = Field(description="of the project this application is for: everything comes by default")
    on_request: Offers


class SourceList(View):
    """The same project's applications first, the newest first; none that has nothing to give."""

    items: list[SourceView]
    next_cursor: str | None


def show_reusable(tx: Transaction, owner: Owner, application_id: str, page: PageQuery) -> SourceList:
    """What the unit's other applications can give to this one; two questions a page. Raises NotFound."""
    application = find_application(tx, owner, application_id)
    rows = _sources(tx, application, page)
    shown = [source for source, _ in rows[: page.limit]]
    own = files_of(tx, application.id)
    lent = _files_of_all(tx, [source.id for source in shown])
    items = [_source(application, own, source, lent.get(source.id, [])) for source in shown]
    more = len(rows) > page.limit
    giving = [
        item for item in items if any((item.form, item.materials, item.on_request.form, item.on_request.materials))
    ]
    return SourceList(items=giving, next_cursor=cursor_after(rows[page.limit - 1][1]) if more else None)


def _sources(tx: Transaction, application: Application, page: PageQuery) -> Sequence[tuple[Application, str]]:
    """One more than the page has; the key puts those of the same project before all others."""
    key = case((col(Application.project_id) == application.project_id, "1"), else_="0").concat(col(Application.id))
    mine = select(Application, key).where(
        Application.credit_code == application.credit_code, Application.id != application.id
    )
    if page.after is not None:
        mine = mine.where(key < page.after)
    return [(source, str(at)) for source, at in tx.exec(mine.order_by(key.desc()).limit(page.limit + 1)).all()]


def _files_of_all(tx: Transaction, application_ids: list[str]) -> dict[str, list[MaterialFile]]:
    query = select(MaterialFile).where(col(MaterialFile.application_id).in_(application_ids))
    found: dict[str, list[MaterialFile]] = {}
    for file in tx.exec(query.order_by(col(MaterialFile.id))).all():
        found.setdefault(file.application_id, []).append(file)
    return found


_SHOWN = {"number", "status", "scenario", "project_id", "project_code", "project_name", "updated_at"}


def _source(
    application: Application, own: Iterable[MaterialFile], source: Application, lent: list[MaterialFile]
) -> SourceView:
    same = source.project_id == application.project_id
    scenario = CATALOGUE.scenarios[application.scenario]
    values = {} if is_frozen(application.status, "form") else source.form
    files = [] if is_frozen(application.status, "materials") else lendable(scenario, lent, own)
    sections = offered_sections(scenario, values, same_project=same)
    materials = offered_materials(scenario, files, same_project=same)
    by_default, on_request = [
        Offers(form=_sections(application, keys), materials=_materials(application, codes, files))
        for keys, codes in zip(sections, materials, strict=True)
    ]
    return SourceView(
        **source.model_dump(include=_SHOWN),
        **dict(by_default),
        application_id=source.id,
        scenario_title=CATALOGUE.scenarios[source.scenario].title,
        scenario_title_en=CATALOGUE.scenarios[source.scenario].en,
        same_project=same,
        on_request=on_request,
    )


def _sections(application: Application, keys: Iterable[str]) -> list[SectionOffer]:
    sections = {section.key: section for section in CATALOGUE.scenarios[application.scenario].form.sections}
    return [SectionOffer(section=key, title=sections[key].title, title_en=sections[key].en) for key in keys]


def _materials(application: Application, codes: Iterable[str], files: list[MaterialFile]) -> list[MaterialOffer]:
    materials = CATALOGUE.scenarios[application.scenario].materials
    return [
        MaterialOffer(
            code=code,
            name=materials[code].name,
            title_en=materials[code].en,
            files=[_file(file) for file in files if file.material_code == code],
        )
        for code in codes
    ]


def _file(file: MaterialFile) -> FileOffer:
    given: dict[str, Any] = file.model_dump(include={"name", "size", "sha256"})
    return FileOffer(**given, file_id=file.id, sealed=file.seal is not None)
