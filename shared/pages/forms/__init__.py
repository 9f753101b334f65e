"""Forms of JSON Schemas: what was posted becomes values (`values_from`), values become what a page shows (`shown`)."""

from shared.pages.forms.differences import SEEN, Difference, differences, seen_by
from shared.pages.forms.said import said
from shared.pages.forms.shown import Option, ShownField, ShownRow, ShownSection, shown
from shared.pages.forms.values import reshaped, values_from

__all__ = [
    "SEEN", "Difference", "Option", "ShownField", "ShownRow", "ShownSection", "differences", "reshaped",
    "said", "seen_by", "shown", "values_from",
]  # fmt: skip
