"""一套材料 (S13): which materials a scenario asks for, which of them have the red ☆, and what is still wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from services.hall.rules.consistency import any_holds
from shared.errors import FieldError
from shared.forms import load_toml
from shared.forms.layout import Condition
from shared.phrase import Phrase, phrase


@dataclass(frozen=True, slots=True)
class Material:
    """One material (材料). `seal` is the mark 签: each of its files carries the filing unit's seal (S13).

    `names` are the columns in which it is called something else than `name`; `own` is the filing unit's, of no project.
    """

    code: str
    name: str
    en: str
    formats: tuple[str, ...]
    required: str = ""
    optional: str = ""
    required_when: Condition | None = None
    seal: bool = False
    own: bool = False
    names: Mapping[str, Phrase] = field(default_factory=dict)

    def named(self, column: str) -> Self:
        """The material as this column calls it."""
        name, en = self.names.get(column, Phrase(self.name, self.en))
        return replace(self, name=name, en=en)

    def shown(self, column: str) -> bool:
        """Whether this column has the material at all."""
        return column in self.required or column in self.optional

    def is_required(self, column: str, values: Mapping[str, Any]) -> bool:
        """Whether it has the red ☆, given what the form says."""
        return column in self.required or (self.required_when is not None and any_holds(self.required_when, values))


@dataclass(frozen=True, slots=True)
class FileState:
    """What counts of an uploaded file here."""

    file_id: str
    material_code: str
    sealed: bool


def load_materials(path: Path) -> tuple[Material, ...]:
    """The materials of a TOML file, in its order."""
    return tuple(_material(code, table) for code, table in load_toml(path).items())


def _material(code: str, table: Mapping[str, Any]) -> Material:
    names = {column: phrase(name) for column, name in table.get("names", {}).items()}
    return Material(code=code, **{**table, "formats": tuple(table["formats"]), "names": names})


def material_problems(
    materials: Iterable[Material], column: str, values: Mapping[str, Any], files: Iterable[FileState]
) -> list[FieldError]:
    """Required materials without a file, and files of 签 materials without a seal."""
    by_code: dict[str, list[FileState]] = {}
    for file in files:
        by_code.setdefault(file.material_code, []).append(file)
    problems: list[FieldError] = []
    for material in materials:
        given = by_code.get(material.code, [])
        if not given and material.is_required(column, values):
            problems.append(_missing(material))
        problems += [_unsealed(material, file) for file in given if material.seal and not file.sealed]
    return problems


def _missing(material: Material) -> FieldError:
    zh = f"请上传所有必传的电子件：材料《{material.name}》尚未上传"
    return FieldError(
        f"/materials/{material.code}", "material-missing", zh, f"required material {material.code} is missing"
    )


def _unsealed(material: Material, file: FileState) -> FieldError:
    pointer = f"/materials/{material.code}/files/{file.file_id}"
    zh = f"材料《{material.name}》需加盖申报单位的电子签章"
    return FieldError(pointer, "seal-missing", zh, f"a file of material {material.code} needs your seal")
