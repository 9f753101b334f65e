"""Forms of JSON Schemas: what was posted becomes values (`values_from`), values become what a page shows (`shown`)."""

from shared.pages.forms.differences import SEEN, Difference, differences, said, seen_by
from shared.pages.forms.shown import ShownField, ShownSection, shown
from shared.pages.forms.values import changes_rows, reshaped, values_from

__all__ = [
    "SEEN", "Difference", "ShownField", "ShownSection", "changes_rows", "differences", "reshaped", "said",
    "seen_by", "shown", "values_from",
]  # fmt: skip
