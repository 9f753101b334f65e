"""一套材料 (S13): which materials a scenario asks for, which of them have the red ☆, and what is still wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shared.errors import FieldError
from shared.forms import load_toml
from shared.forms.layout import Condition
from shared.forms.rules import any_holds


@dataclass(frozen=True, slots=True)
class Material:
    """One material (材料). `seal` says whose seal it must carry (签), None when it needs none."""

    code: str
    name: str
    formats: tuple[str, ...]
    required: str = ""
    optional: str = ""
    required_when: Condition | None = None
    seal: str | None = None

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
    return tuple(
        Material(code=code, **{**table, "formats": tuple(table["formats"])}) for code, table in load_toml(path).items()
    )


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
    zh = f"材料《{material.name}》需加盖电子签章（{material.seal}）"
    return FieldError(pointer, "seal-missing", zh, f"a file of material {material.code} must be sealed")
