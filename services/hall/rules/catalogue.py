"""What the hall knows from its data files, read and compiled once: matters, scenarios, forms, materials, guides."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from services.hall.rules.consistency import Rule, load_rules
from services.hall.rules.guides import Guide, load_guides
from services.hall.rules.material_list import Material, load_materials
from shared.forms import Dictionary, Form, compile_form, load_dictionaries, load_sections, load_toml
from shared.phrase import Phrase, phrase

FOLDER = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Scenario:
    """One of the cases (情形) of a matter, with its column of the form and of the material list (S9)."""

    key: str
    title: str
    en: str
    description: Phrase
    column: str
    form: Form
    rules: tuple[Rule, ...]
    materials: Mapping[str, Material]


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter (事项) that is handled in one stage (阶段), in one of several scenarios.

    `form`, `consistency` and `materials` are the files of its one form, the rules between fields, and its materials.
    """

    key: str
    title: str
    en: str
    stage: str
    advice: Phrase
    scenarios: tuple[str, ...]
    form: tuple[str, ...]
    consistency: str
    materials: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All of it, each by its key in the order of the files."""

    dictionaries: Mapping[str, Dictionary]
    matters: Mapping[str, Matter]
    scenarios: Mapping[str, Scenario]
    guides: Mapping[str, Guide]

    def on_offer(self, project_type: str, stage: str) -> dict[Matter, list[Scenario]]:
        """The matters of a stage for a type of project, each with its scenarios, the usual ones for it first."""
        guide = self.guides[project_type]
        matters = [self.matters[key] for key in guide.matters if self.matters[key].stage == stage]
        return {matter: [self.scenarios[key] for key in _usual_first(matter, guide)] for matter in matters}


def _usual_first(matter: Matter, guide: Guide) -> list[str]:
    usual = [key for key in guide.scenarios if key in matter.scenarios]
    return usual + [key for key in matter.scenarios if key not in usual]


def load_catalogue(folder: Path) -> Catalogue:
    """Read `folder`'s TOML files; raises when they contradict one another."""
    filing, dictionaries = load_toml(folder / "scenarios.toml"), load_dictionaries(folder / "dictionaries.toml")
    titles = {key: Phrase(table["title"], table["en"]) for key, table in filing["scenarios"].items()}
    dictionaries["scenario"] = Dictionary("联合审图情形", "Joint review scenario", titles, "guide")
    matters = {key: _matter(key, table) for key, table in filing["matters"].items()}
    return Catalogue(
        dictionaries=MappingProxyType(dictionaries),
        matters=matters,
        scenarios={
            key: _scenario(folder, key, filing["scenarios"][key], matter, dictionaries)
            for matter in matters.values()
            for key in matter.scenarios
        },
        guides=load_guides(folder / "guides", dictionaries["project_type"].values),
    )


def _matter(key: str, table: Mapping[str, Any]) -> Matter:
    lists = {name: tuple(table[name]) for name in ("scenarios", "form")}
    return Matter(key=key, **{**table, **lists, "advice": phrase(table["advice"])})


def _scenario(
    folder: Path, key: str, table: Mapping[str, Any], matter: Matter, dictionaries: Mapping[str, Dictionary]
) -> Scenario:
    column = table["column"]
    materials = load_materials(folder / matter.materials)
    sections = load_sections(folder / name for name in matter.form)
    title = Phrase(f"{matter.title}一张表单：{table['title']}", f"{matter.en}, the one form: {table['en']}")
    return Scenario(
        key=key,
        **{**table, "description": phrase(table["description"])},
        form=compile_form(sections, column, dictionaries, title, **{"$id": f"/hall/scenarios/{key}/form"}),
        rules=load_rules(folder / matter.consistency, dictionaries),
        materials={item.code: item.named(column) for item in materials if item.shown(column)},
    )


CATALOGUE = load_catalogue(FOLDER)
