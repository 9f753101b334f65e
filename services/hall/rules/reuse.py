"""数据共享 and 材料共享 (S10, S13): what one filing of a unit may give to another.

From a filing of the same project everything comes by default, from another project's only what is the unit's own (`own`
in the data files). The rest of another project's has to be named: addresses, areas, permits, approvals and drawings.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

from services.hall.rules.catalogue import Scenario
from services.hall.rules.limits import FILES_PER_MATERIAL
from services.hall.rules.material_list import Material
from shared.forms import Section


class Lent(Protocol):
    """What counts of a file that may be taken over."""

    material_code: str
    sha256: str


File = TypeVar("File", bound=Lent)


class Offer(NamedTuple):
    """What a filing can give, by name: sections of its form, or codes of materials."""

    by_default: tuple[str, ...]
    on_request: tuple[str, ...]

    def unknown(self, named: Sequence[str]) -> list[int]:
        """Which of the named things, by their places, it cannot give."""
        return [place for place, name in enumerate(named) if name not in self.by_default + self.on_request]


def offered_sections(scenario: Scenario, values: Mapping[str, Any], *, same_project: bool) -> Offer:
    """The sections of this scenario's form that another form's values say something of."""
    column = scenario.column
    telling = [
        section for section in scenario.form.sections if section.shown(column) and _says(section, column, values)
    ]
    return _offer({section.key: section.own for section in telling}, same_project)


def lendable(scenario: Scenario, lent: Iterable[File], own: Iterable[File]) -> list[File]:
    """The files of materials that this scenario asks for, too: none that is here already, and no more than fit."""
    known = [(file.material_code, file.sha256) for file in own]
    taken: list[File] = []
    for file in lent:
        material = scenario.materials.get(file.material_code)
        if material is not None and _is_wanted(material, file, known):
            known.append((file.material_code, file.sha256))
            taken.append(file)
    return taken


def offered_materials(scenario: Scenario, files: Iterable[Lent], *, same_project: bool) -> Offer:
    """The materials of these files that this scenario asks for, too."""
    codes = {file.material_code for file in files}
    return _offer({code: item.own for code, item in scenario.materials.items() if code in codes}, same_project)


def _offer(own: Mapping[str, bool], same_project: bool) -> Offer:
    unasked = tuple(name for name, is_own in own.items() if same_project or is_own)
    return Offer(unasked, tuple(name for name in own if name not in unasked))


def _says(section: Section, column: str, values: Mapping[str, Any]) -> bool:
    """Whether there is a field to take over, beyond those that always stay with their project."""
    given = values.get(section.key) or {}
    keys = {key for row in given for key in row} if section.rows else set(given)
    return any(field.key in keys and field.shown(column) and not field.keyed for field in section.fields)


def _is_wanted(material: Material, file: Lent, known: list[tuple[str, str]]) -> bool:
    full = sum(code == material.code for code, _ in known) >= FILES_PER_MATERIAL
    return not full and (file.material_code, file.sha256) not in known
