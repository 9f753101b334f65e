"""规划文件 and their time nodes (S22): which ones a project needs, and by when (planning_documents.toml)."""

from collections.abc import Collection
from dataclasses import dataclass

from services.review.rules.data import load

_DATA = load("planning_documents")
NODES: dict[str, dict[str, str]] = _DATA["nodes"]


@dataclass(frozen=True, slots=True)
class PlanningDocument:
    """One kind of planning document; `when` names the trait without which nobody needs it."""

    kind: str
    name: str
    en: str
    node: str
    scenarios: tuple[str, ...]
    when: str | None = None

    @property
    def part(self) -> str:
        """The part of a review it belongs to: each node is closed by a state of its own (lifecycle.toml)."""
        return f"planning-documents/{self.node}"

    def required(self, traits: Collection[str]) -> bool:
        """Whether it must be there when its node comes."""
        return self.node != "none" and (self.when is None or self.when in traits)


DOCUMENTS = {
    row["kind"]: PlanningDocument(**{**row, "scenarios": tuple(row["scenarios"])}) for row in _DATA["documents"]
}


def documents_for(scenario: str) -> list[PlanningDocument]:
    """The kinds a project of this scenario can hand in."""
    return [document for document in DOCUMENTS.values() if scenario in document.scenarios]


def missing_at(node: str, scenario: str, traits: Collection[str], present: Collection[str]) -> list[PlanningDocument]:
    """The required ones whose node is `node` and of which no file is there."""
    return [
        document
        for document in documents_for(scenario)
        if document.node == node and document.required(traits) and document.kind not in present
    ]
