"""Forms as data: sections and fields in TOML become a JSON Schema, its checks, what is missing, and an example.

A form knows several columns (one letter each, say a scenario); a field says in which it is required and in which
optional, and is unknown in all others.
"""

from shared.forms.form import Form, Judgement, compile_form
from shared.forms.layout import Dictionary, Section, load_dictionaries, load_sections, load_toml
from shared.forms.merging import FormMoved, digest, merge

__all__ = [
    "Dictionary",
    "Form",
    "FormMoved",
    "Judgement",
    "Section",
    "compile_form",
    "digest",
    "load_dictionaries",
    "load_sections",
    "load_toml",
    "merge",
]
