"""一套材料 as its page shows it: the filing, its materials, their limits, and what each still lacks (S13)."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from services.hall.lookups.assess import file_states, files_of
from services.hall.lookups.find import find_application
from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.limits import MEGABYTES
from services.hall.rules.material_list import material_problems
from services.hall.rules.owner import Owner
from services.hall.views.filing import FilingView, filing_view
from services.hall.views.materials import MaterialView, material_list
from shared.store import Transaction
from shared.uploads import FILE_TYPES


class Limit(NamedTuple):
    """Formats of one size: PDF, OFD up to 50 MB."""

    formats: tuple[str, ...]
    megabytes: int


class Row(NamedTuple):
    """A material: `missing` has no file and needs one, `unsealed` are files that lack their seal.

    `sealable` are the files on which a seal can stand.
    """

    number: int
    material: MaterialView
    limits: tuple[Limit, ...]
    accept: str
    missing: bool
    unsealed: frozenset[str]
    sealable: frozenset[str]

    @property
    def lacks(self) -> bool:
        """Whether it stands in the way of the confirmation."""
        return self.missing or bool(self.unsealed)


class FilingMaterials(NamedTuple):
    """The filing, and a row for each of its materials."""

    filing: FilingView
    rows: tuple[Row, ...]


def show_filing_materials(tx: Transaction, owner: Owner, application_id: str) -> FilingMaterials:
    """What is asked for, what is there, and what is missing; raises NotFound."""
    application = find_application(tx, owner, application_id)
    scenario = CATALOGUE.scenarios[application.scenario]
    states = file_states(files_of(tx, application_id))
    problems = material_problems(scenario.materials.values(), scenario.column, application.form, states)
    wrong = {problem.pointer for problem in problems}
    items = material_list(tx, application).items
    rows = tuple(_row(number, item, wrong) for number, item in enumerate(items, start=1))
    return FilingMaterials(filing_view(tx, application), rows)


def _row(number: int, item: MaterialView, wrong: set[str]) -> Row:
    pointer = f"/materials/{item.code}"
    unsealed = frozenset(file.file_id for file in item.files if f"{pointer}/files/{file.file_id}" in wrong)
    sealable = frozenset(file.file_id for file in item.files if FILE_TYPES[file.type].sealable and not file.sealed)
    endings = ",".join(ending for key in item.formats for ending in FILE_TYPES[key].endings)
    return Row(number, item, tuple(_limits(item.formats)), endings, pointer in wrong, unsealed, sealable)


def _limits(formats: Sequence[str]) -> Iterator[Limit]:
    for size, keys in groupby(sorted(formats, key=lambda key: MEGABYTES[key]), key=lambda key: MEGABYTES[key]):
        yield Limit(tuple(key.upper() for key in keys), size)
