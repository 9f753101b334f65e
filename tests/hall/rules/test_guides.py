"""服务指南 (S7): ten flows, each its own, each leading from the first approval to the last acceptance."""

import json
import re
import shutil
from dataclasses import asdict
from pathlib import Path

import pytest

from services.hall.rules.catalogue import CATALOGUE, FOLDER
from services.hall.rules.guides import Guide, load_guides

GUIDES = CATALOGUE.guides
EACH = pytest.mark.parametrize("guide", GUIDES.values(), ids=lambda guide: guide.title)
STAGES = list(CATALOGUE.dictionaries["stage"].values)


def reached(guide: Guide, start: str, *, backwards: bool = False) -> set[str]:
    """All nodes behind one, or before it."""
    ways = {(e.target, e.source) if backwards else (e.source, e.target) for e in guide.edges}
    seen, now = {start}, {start}
    while now:
        now = {target for source, target in ways if source in now} - seen
        seen |= now
    return seen


def test_every_project_type_has_a_guide() -> None:
    assert list(GUIDES) == list(CATALOGUE.dictionaries["project_type"].values)


@EACH
def test_matters_and_scenarios_exist(guide: Guide) -> None:
    assert guide.advice
    assert set(guide.matters) <= set(CATALOGUE.matters) and set(guide.scenarios) <= set(CATALOGUE.scenarios)
    assert bool(guide.matters) == bool(guide.scenarios)


@EACH
def test_a_flow_goes_forward_through_all_four_stages(guide: Guide) -> None:
    order = {node.id: STAGES.index(node.stage) for node in guide.nodes}
    assert set(order.values()) == {0, 1, 2, 3}
    assert all(order[edge.source] <= order[edge.target] for edge in guide.edges)
    assert all(edge.source not in reached(guide, edge.target) for edge in guide.edges), "nothing is done twice"
    (first,) = {node.id for node in guide.nodes} - {edge.target for edge in guide.edges}
    (last,) = {node.id for node in guide.nodes} - {edge.source for edge in guide.edges}
    assert reached(guide, first) == reached(guide, last, backwards=True) == set(order)
    assert (order[first], order[last]) == (0, 3)


@EACH
def test_a_choice_says_when_each_way_is_taken(guide: Guide) -> None:
    """Ways without a condition are all taken; with one, it reads as a condition."""
    assert all(edge.condition is None or edge.condition.zh.endswith("的") for edge in guide.edges)


def test_no_two_types_have_the_same_flow() -> None:
    flows = [
        (tuple(node.title for node in guide.nodes), tuple((edge.source, edge.target) for edge in guide.edges))
        for guide in GUIDES.values()
    ]
    assert len({titles for titles, _ in flows}) == len({edges for _, edges in flows}) == 10


def test_some_types_have_no_joint_review() -> None:
    assert [key for key, guide in GUIDES.items() if "joint-review" not in guide.matters] == ["7", "8", "9"]


@EACH
def test_flow_and_text_agree_on_the_joint_review(guide: Guide) -> None:
    """A type without it shows none in its flow, and its text says nothing of choosing it."""
    offered = "joint-review" in guide.matters
    assert offered == any(node.matter == "joint-review" for node in guide.nodes)
    said = json.dumps(asdict(guide), ensure_ascii=False)
    assert offered or not re.search("联合审图|一张表单|一套材料|省图审", said.replace("没有“联合审图事项”", ""))
    assert offered == ("没有“联合审图事项”" not in said)


@EACH
def test_the_usual_blocks_are_all_there(guide: Guide) -> None:
    handling = guide.handling
    assert all([handling.matter, handling.department, handling.time_limit, handling.fee, handling.result])
    assert handling.conditions and handling.basis and all(law.zh.startswith("《") for law in handling.basis)
    assert bool(handling.materials) != bool(guide.matters), "where the hall has the list, it is not written twice"
    assert re.fullmatch(r"0371-0000\d{4}", handling.phone), "nobody's number"


STRAY = 'review = { title = "x", en = "x", stage = "completion", departments = ["energy"], matter = "joint-review" }'


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('["siting", "approval"]', '["siting", "heaven"]', "heaven"),
        ("[nodes]", f"[nodes]\n{STRAY}", "the matters on offer"),
    ],
)
def test_a_flow_that_contradicts_itself_is_not_loaded(tmp_path: Path, old: str, new: str, wrong: str) -> None:
    shutil.copytree(FOLDER / "guides", tmp_path / "guides")
    path = tmp_path / "guides" / "09-energy.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ValueError, match=wrong):
        load_guides(tmp_path / "guides", CATALOGUE.dictionaries["project_type"].values)
