"""A guide's flow chart: every step has a place of its own, and every line joins two of them."""

import pytest

from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.flow_chart import HEIGHT, WIDTH, chart_of
from services.hall.rules.guides import Guide


@pytest.mark.parametrize("guide", CATALOGUE.guides.values(), ids=lambda guide: guide.project_type)
def test_no_two_steps_lie_on_one_another(guide: Guide) -> None:
    chart = chart_of(
        [(node.id, node.stage) for node in guide.nodes],
        [(edge.source, edge.target) for edge in guide.edges],
        list(CATALOGUE.dictionaries["stage"].values),
    )
    assert {box.id for box in chart.boxes} == {node.id for node in guide.nodes}
    assert len(chart.lines) == len(guide.edges)
    for one in chart.boxes:
        assert one.x + WIDTH <= chart.width
        assert one.y + HEIGHT <= chart.height
        others = [box for box in chart.boxes if box.id != one.id]
        assert all(abs(one.x - box.x) >= WIDTH or abs(one.y - box.y) >= HEIGHT for box in others)


def test_steps_of_one_stage_stand_below_one_another() -> None:
    chart = chart_of([("a", "x"), ("b", "x"), ("c", "y")], [("a", "b"), ("a", "c")], ["x", "y", "empty"])
    a, b, c = chart.boxes
    assert (a.x, a.y < b.y) == (b.x, True)
    assert c.x > a.x
    assert [key for key, _ in chart.stages] == ["x", "y"]
    assert chart.lines[0].path == f"M{a.x + WIDTH // 2} {a.y + HEIGHT}V{b.y}"
