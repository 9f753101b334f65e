"""服务指南 (S7): flow and guide of each project type, from the files in guides/."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shared.forms import load_toml
from shared.phrase import Phrase, phrase


@dataclass(frozen=True, slots=True)
class Node:
    """One step of a flow: what is handled, in which stage, by whom. `matter` is the hall's own, None elsewhere's."""

    id: str
    title: str
    en: str
    stage: str
    departments: tuple[Phrase, ...]
    matter: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """One node before another; `condition` says when this way is taken, None for always."""

    source: str
    target: str
    condition: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Handling:
    """办事指南 of the step that looks at the drawings. `materials` is empty where the hall itself has their list."""

    matter: Phrase
    department: Phrase
    phone: str
    conditions: tuple[Phrase, ...]
    time_limit: Phrase
    fee: Phrase
    basis: tuple[Phrase, ...]
    result: Phrase
    materials: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Guide:
    """Flow and guide (服务指南) of one project type; `matters` may be empty (S7), `steps` are those of a filing."""

    project_type: str
    title: str
    en: str
    advice: Phrase
    matters: tuple[str, ...]
    scenarios: tuple[str, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    steps: tuple[Phrase, ...]
    handling: Handling

    def in_stage(self, stage: str) -> list[Node]:
        """What is handled in this stage."""
        return [node for node in self.nodes if node.stage == stage]


def load_guides(folder: Path, titles: Mapping[str, Phrase]) -> dict[str, Guide]:
    """Every guide by its project type, in the order of the files; `titles` are those of the types.

    Raises ValueError for an edge to nowhere, and for a flow and a list of matters that contradict one another,
    TypeError for a key it does not know, or one missing.
    """
    shared = load_toml(folder / "shared.toml")
    files = sorted(path for path in folder.glob("*.toml") if path.name != "shared.toml")
    guides = [_guide(load_toml(path), titles, shared) for path in files]
    for guide in guides:
        for wrong in _contradictions(guide):
            raise ValueError(f"guide {guide.project_type}: {wrong}")
    return {guide.project_type: guide for guide in guides}


def _guide(table: Mapping[str, Any], titles: Mapping[str, Phrase], shared: Mapping[str, Any]) -> Guide:
    matters = tuple(table["matters"])
    title = titles[table["project_type"]]
    handling = {name: block for key in matters for name, block in shared[key].items()} | table["handling"]
    read = {
        "advice": phrase(table["advice"]),
        "matters": matters,
        "scenarios": tuple(table["scenarios"]),
        "nodes": tuple(_node(key, node, shared["departments"]) for key, node in table["nodes"].items()),
        "edges": tuple(_edge(*edge) for edge in table["edges"]),
        "handling": Handling(**{name: _block(block) for name, block in handling.items()}),
    }
    steps = tuple(phrase(step) for step in shared["filing" if matters else "elsewhere"])
    return Guide(title=title.zh, en=title.en, steps=steps, **{**table, **read})


def _node(key: str, table: Mapping[str, Any], departments: Mapping[str, Mapping[str, str]]) -> Node:
    return Node(id=key, **{**table, "departments": tuple(phrase(departments[name]) for name in table["departments"])})


def _edge(source: str, target: str, condition: Mapping[str, str] | None = None) -> Edge:
    return Edge(source, target) if condition is None else Edge(source, target, phrase(condition))


def _block(block: Any) -> Any:
    """A phrase, several of them, or a telephone number."""
    if isinstance(block, list):
        return tuple(phrase(one) for one in block)
    return block if isinstance(block, str) else phrase(block)


def _contradictions(guide: Guide) -> Iterator[str]:
    known = {node.id for node in guide.nodes}
    for edge in guide.edges:
        for key in {edge.source, edge.target} - known:
            yield f"an edge to {key}, which is no node"
    if {node.matter for node in guide.nodes} - {None} != set(guide.matters):
        yield "the flow does not lead through the matters on offer"
