"""One section of a form put in its place among the others."""

from collections.abc import Mapping
from typing import Any


def with_section(form: Mapping[str, Any], key: str, part: Any) -> dict[str, Any]:
    """The form with this section as given; an empty one is left out, so that what may be left open stays open."""
    others = {name: value for name, value in form.items() if name != key}
    return others | {key: part} if part else others
