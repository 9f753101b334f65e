"""Forms as data: sections and fields in TOML become a JSON Schema, its checks, what is missing, and an example.

A form knows several columns (one letter each, say a scenario); a field says in which it is required and in which
optional, and is unknown in all others.
"""

from shared.forms.dictionaries import Dictionary, load_dictionaries
from shared.forms.form import Form, Judgement, compile_form
from shared.forms.layout import Section, load_sections, load_toml
from shared.forms.merging import FormMoved, digest, merge
from shared.forms.rules import Rule, load_rules, run_rules

__all__ = [
    "Dictionary",
    "Form",
    "FormMoved",
    "Judgement",
    "Rule",
    "Section",
    "compile_form",
    "digest",
    "load_dictionaries",
    "load_rules",
    "load_sections",
    "load_toml",
    "merge",
    "run_rules",
]
