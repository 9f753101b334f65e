"""What the hall knows from its data files, read and compiled once: matters, scenarios, forms, materials, guides."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from services.hall.rules.guides import Guide, load_guides
from services.hall.rules.material_list import Material, load_materials
from shared.forms import Form, Rule, compile_form, load_rules, load_sections, load_toml

FOLDER = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Scenario:
    """One of the cases (情形) of a matter, with its column of the form and of the material list (S9)."""

    key: str
    title: str
    description: str
    column: str
    form: Form
    rules: tuple[Rule, ...]
    materials: Mapping[str, Material]


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter (事项) that is handled in one stage (阶段), in one of several scenarios."""

    key: str
    title: str
    stage: str
    advice: str
    scenarios: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All of it, each by its key in the order of the files."""

    dictionaries: Mapping[str, Mapping[str, Any]]
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
    filing, dictionaries = load_toml(folder / "scenarios.toml"), load_toml(folder / "dictionaries.toml")
    titles = {key: table["title"] for key, table in filing["scenarios"].items()}
    dictionaries["scenario"] = {"title": "联合审图情形", "source": "guide", "values": titles}
    return Catalogue(
        dictionaries=MappingProxyType(dictionaries),
        matters={key: _matter(key, table) for key, table in filing["matters"].items()},
        scenarios={
            key: _scenario(folder, key, filing["scenarios"][key], table, dictionaries)
            for table in filing["matters"].values()
            for key in table["scenarios"]
        },
        guides=load_guides(folder / "guides", dictionaries["project_type"]["values"]),
    )


def _matter(key: str, table: Mapping[str, Any]) -> Matter:
    return Matter(key, table["title"], table["stage"], table["advice"], tuple(table["scenarios"]))


def _scenario(
    folder: Path, key: str, table: Mapping[str, Any], matter: Mapping[str, Any], dictionaries: Mapping[str, Any]
) -> Scenario:
    column, title = table["column"], table["title"]
    materials = load_materials(folder / matter["materials"])
    sections = load_sections(folder / name for name in matter["form"])
    head = {"$id": f"/hall/scenarios/{key}/form", "title": f"{matter['title']}一张表单：{title}"}
    return Scenario(
        key=key,
        title=title,
        description=table["description"],
        column=column,
        form=compile_form(sections, column, dictionaries, **head),
        rules=load_rules(folder / matter["consistency"], dictionaries),
        materials={item.code: item.named(column) for item in materials if item.shown(column)},
    )


CATALOGUE = load_catalogue(FOLDER)
