"""Noise: reads that succeeded and changed nothing are left out, unless asked for."""

from collections.abc import Sequence

from services.gateway.console.picture.shape import Shape

_READS = ("GET ", "HEAD ", "OPTIONS ")


def is_noise(shape: Shape, causes: frozenset[str]) -> bool:
    """Whether it only read. What failed, changed something or led to something is no noise."""
    step = shape.step
    if step.kind != "request" or not step.name.startswith(_READS):
        return False
    return not (shape.fails or shape.states or step.id in causes)


def causes_in(shapes: Sequence[Shape]) -> frozenset[str]:
    """The ids of all steps that led to others."""
    return frozenset(step.caused_by for shape in shapes for step in shape.steps if step.caused_by)


def without_noise(shapes: Sequence[Shape], *, chosen: str | None = None) -> list[Shape]:
    """The others, and the one that is `chosen`: a link to a step shows it."""
    causes = causes_in(shapes)
    return [shape for shape in shapes if shape.step.id == chosen or not is_noise(shape, causes)]
