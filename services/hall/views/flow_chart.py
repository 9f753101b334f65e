"""A guide's flow chart, ready to be drawn in one language."""

from dataclasses import dataclass

from services.hall.rules.catalogue import CATALOGUE
from services.hall.rules.flow_chart import HEIGHT, WIDTH, chart_of
from services.hall.views.guides import GuideView, NodeView
from shared.context import Language


@dataclass(frozen=True, slots=True)
class ShownBox:
    """A step's box in px; `lines` is its title cut for the box, `here` whether the hall handles it."""

    x: int
    y: int
    title: str
    lines: tuple[str, ...]
    here: bool


@dataclass(frozen=True, slots=True)
class ShownChart:
    """The drawing, `width` × `height` px."""

    width: int
    height: int
    box_width: int
    box_height: int
    stages: list[tuple[str, int]]
    boxes: list[ShownBox]
    lines: list[str]


def show_chart(guide: GuideView, language: Language) -> ShownChart:
    """The chart of a guide."""
    titles = CATALOGUE.dictionaries["stage"].values
    edges = [(edge.source, edge.target) for edge in guide.edges]
    chart = chart_of([(node.id, node.stage) for node in guide.nodes], edges, list(titles))
    nodes = {node.id: node for node in guide.nodes}
    return ShownChart(
        width=chart.width,
        height=chart.height,
        box_width=WIDTH,
        box_height=HEIGHT,
        stages=[(getattr(titles[key], language), x) for key, x in chart.stages],
        boxes=[_box(nodes[box.id], box.x, box.y, language) for box in chart.boxes],
        lines=[line.path for line in chart.lines],
    )


def _box(node: NodeView, x: int, y: int, language: Language) -> ShownBox:
    title = node.title if language == "zh" else node.title_en
    return ShownBox(x, y, title, _cut(title, 15 if language == "zh" else 30), node.matter is not None)


def _cut(title: str, longest: int) -> tuple[str, ...]:
    """Two lines at most; English breaks between words. Whoever wants the rest reads the title."""
    if len(title) <= longest:
        return (title,)
    space = title.rfind(" ", 0, longest + 1)
    at = space if space > 0 else longest
    rest = title[at:].strip()
    return title[:at], rest if len(rest) <= longest else rest[: longest - 1] + "…"
