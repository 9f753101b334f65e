"""What stands in the way of the confirmation, by section, each with a link to the very field or material."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.hall.pages.filing.sections import about
from services.hall.pages.filing.steps import form_path, path_of
from services.hall.pages.place import PLACE
from services.hall.views.filing_check import FilingCheck
from services.hall.views.materials import MaterialView
from services.hall.views.problems import ProblemView
from shared.context import Language
from shared.pages.forms import ShownSection, shown
from shared.pages.forms.shown import id_of

_MISSING = "field-missing"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing: what it is, and where to put it right."""

    words: str
    path: str


@dataclass(frozen=True, slots=True)
class Group:
    """The gaps of one section of the form, or of the materials."""

    title: str
    gaps: tuple[Gap, ...]


def gaps_of(found: FilingCheck, language: Language) -> list[Group]:
    """Every group that has any, in the order of the pages."""
    at, problems = found.at, found.check.problems
    sections = shown(at.schema, at.form.values, {}, (), language)
    groups = [Group(one.title, tuple(_in_form(found, one, about(one, problems)))) for one in sections]
    materials = tuple(_in_materials(found, language))
    return [group for group in (*groups, Group(PLACE.words.t("filing.step.materials"), materials)) if group.gaps]


def _in_form(found: FilingCheck, section: ShownSection, problems: list[ProblemView]) -> Iterator[Gap]:
    path = form_path(found.at.filing, section.key)
    titles = {field.pointer: field.title for field in section.fields}
    for row in section.rows or ():
        titles |= {field.pointer: f"{section.title} {row.number} · {field.title}" for field in row.fields}
    titles[section.pointer] = PLACE.words.t("confirmation.empty")
    order = {pointer: place for place, pointer in enumerate(titles)}
    for problem in sorted(problems, key=lambda one: order.get(one.pointer, 0)):
        words = titles.get(problem.pointer, problem.detail) if problem.code == _MISSING else problem.detail
        yield Gap(words, f"{path}#{id_of(problem.pointer)}")


def _in_materials(found: FilingCheck, language: Language) -> Iterator[Gap]:
    for item in found.materials.items:
        begins = f"/materials/{item.code}/"
        mine = [one for one in found.check.problems if f"{one.pointer}/".startswith(begins)]
        for problem in mine:
            said = PLACE.words.t(f"confirmation.{problem.code}", name=_name(item, language))
            yield Gap(said, f"{path_of(found.at.filing, '/materials')}#m-{item.code}")


def _name(item: MaterialView, language: Language) -> str:
    return item.title_en if language == "en" else item.name
