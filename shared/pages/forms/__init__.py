"""Forms of JSON Schemas: what was posted becomes values (`values_from`), values become what a page shows (`shown`)."""

from shared.pages.forms.shown import Option, ShownField, ShownRow, ShownSection, shown
from shared.pages.forms.values import reshaped, values_from

__all__ = ["Option", "ShownField", "ShownRow", "ShownSection", "reshaped", "shown", "values_from"]
