"""规划文件 and their time nodes (S22): which ones a project needs, and by when (planning_documents.toml)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.review.rules.data import load
from shared.phrase import phrase

_DATA = load("planning_documents")
NODES = {node: phrase(title) for node, title in _DATA["nodes"].items()}


@dataclass(frozen=True, slots=True)
class PlanningDocument:
    """One kind of planning document; `scenarios` says in which it is known, and which trait makes it needed there."""

    kind: str
    name: str
    en: str
    node: str
    scenarios: Mapping[str, str]
    from_city: Sequence[str] = ()

    @property
    def part(self) -> str:
        """The part of a review it belongs to: each node is closed by a state of its own (lifecycle.toml)."""
        return f"planning-documents/{self.node}"

    def required(self, scenario: str, traits: Collection[str]) -> bool:
        """Whether it must be there when its node comes."""
        needed_by = self.scenarios[scenario]
        return self.node != "none" and (needed_by == ALWAYS or needed_by in traits)


ALWAYS = "always"
DOCUMENTS = {row["kind"]: PlanningDocument(**row) for row in _DATA["documents"]}
_KIND_OF = {code: document.kind for document in DOCUMENTS.values() for code in document.from_city}


def documents_for(scenario: str) -> list[PlanningDocument]:
    """The kinds a project of this scenario can hand in."""
    return [document for document in DOCUMENTS.values() if scenario in document.scenarios]


def pushed_documents(materials: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The planning documents among the materials the city pushed: their kinds, and the entries as they came."""
    for material in materials:
        if (kind := _KIND_OF.get(material["code"])) is not None:
            yield kind, material


def missing_at(node: str, scenario: str, traits: Collection[str], present: Collection[str]) -> list[PlanningDocument]:
    """The required ones whose node is `node` and of which no file is there."""
    return [
        document
        for document in documents_for(scenario)
        if document.node == node and document.required(scenario, traits) and document.kind not in present
    ]
