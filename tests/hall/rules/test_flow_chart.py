"""A guide's flow chart: every step has a place of its own, and every line joins two of them."""

from itertools import pairwise

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


def test_columns_begin_one_beside_the_other_and_the_last_ends_at_the_edge() -> None:
    chart = chart_of([("a", "x"), ("b", "y"), ("c", "z")], [], ["x", "y", "z"])
    between = {later - earlier for (_, earlier), (_, later) in pairwise(chart.stages)}
    assert len(between) == 1 and between.pop() > WIDTH
    assert [x for _, x in chart.stages] == [box.x for box in chart.boxes], "a stage's title stands over its steps"
    assert chart.width == chart.boxes[-1].x + WIDTH + chart.boxes[0].x


def test_a_line_leaves_and_enters_at_the_middle_of_a_side() -> None:
    """To another column from edge to edge; in a column past other steps, round the left side."""
    steps = [("a", "x"), ("b", "x"), ("c", "x"), ("d", "y"), ("e", "y")]
    edges = [("a", "e"), ("e", "a"), ("a", "c"), ("c", "a")]
    chart = chart_of(steps, edges, ["x", "y"])
    a, _, c, _, e = chart.boxes
    ends = {line.index: (line.path.split("C")[0], line.path.split(" ")[-2:]) for line in chart.lines}
    left, right = [(f"M{a.x + at} {a.y + HEIGHT // 2}", [str(a.x + at), str(a.y + HEIGHT // 2)]) for at in (0, WIDTH)]
    far = (f"M{e.x} {e.y + HEIGHT // 2}", [str(e.x), str(e.y + HEIGHT // 2)])
    low = (f"M{c.x} {c.y + HEIGHT // 2}", [str(c.x), str(c.y + HEIGHT // 2)])
    assert ends == {
        0: (right[0], far[1]), 1: (far[0], right[1]), 2: (left[0], low[1]), 3: (low[0], left[1]),
    }  # fmt: skip


def test_past_other_steps_a_line_swings_out_to_the_left_into_the_gap() -> None:
    chart = chart_of([("a", "x"), ("b", "y"), ("c", "y"), ("d", "y")], [("b", "d")], ["x", "y"])
    a, b, *_ = chart.boxes
    (line,) = chart.lines
    points = line.path.split("C")[1].split(" ")
    assert points[0] == points[2] and a.x + WIDTH < int(points[0]) < b.x


def test_a_condition_stands_by_the_middle_of_its_line() -> None:
    chart = chart_of([("a", "x"), ("b", "x"), ("c", "x"), ("d", "y")], [("a", "b"), ("a", "c"), ("a", "d")], ["x", "y"])
    a, b, c, d = chart.boxes
    down, round_, across = chart.lines
    assert a.y + HEIGHT < down.y < b.y and a.x + WIDTH // 2 < down.x < a.x + WIDTH
    assert (round_.x, round_.y) == (a.x, (a.y + c.y + HEIGHT) // 2)
    assert across.x == (a.x + WIDTH + d.x) // 2 and a.y < across.y < a.y + HEIGHT // 2, "above the line"


def test_a_line_bends_in_the_middle_of_the_gap_between_two_columns() -> None:
    """On its way there and back, and never over the boxes it joins."""
    chart = chart_of([("a", "x"), ("b", "y")], [("a", "b"), ("b", "a")], ["x", "y"])
    a, b = chart.boxes
    middle = (a.x + WIDTH + b.x) // 2
    for line in chart.lines:
        points = [point.split(" ")[0] for point in line.path.split("C")[1].split(" ")]
        assert [points[0], points[2]] == [str(middle)] * 2, line.path


def test_one_column_is_as_wide_as_its_step_and_its_margins() -> None:
    chart = chart_of([("a", "x")], [], ["x"])
    assert chart.width == WIDTH + 2 * chart.boxes[0].x
    assert chart_of([], [], ["x"]).width == chart.width
