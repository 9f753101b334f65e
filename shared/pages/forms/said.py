"""A field as people read it where it is not filled in: what was chosen by its label, yes and no, with its unit."""

from shared.pages.forms.shown import ShownField
from shared.pages.words import KIT


def said(field: ShownField) -> str:
    """Empty for nothing."""
    if field.kind == "flag" and field.value:
        return KIT.t("kit.yes" if field.value == "true" else "kit.no")
    chosen = [option.label for option in field.options if option.chosen]
    text = KIT.t("kit.comma").join(chosen) if chosen else field.value
    return f"{text} {field.unit}" if text and field.unit else text
