"""Forms as data: sections and fields in TOML become a JSON Schema, its checks, what is missing, and an example.

A form knows several columns (one letter each, say a scenario); a field says in which it is required and in which
optional, and is unknown in all others.
"""

from shared.forms.dictionaries import Dictionary, load_dictionaries
from shared.forms.form import Form, Judgement, compile_form
from shared.forms.layout import Section, load_sections, load_toml
from shared.forms.rules import Rule, load_rules, run_rules

__all__ = [
    "Dictionary",
    "Form",
    "Judgement",
    "Rule",
    "Section",
    "compile_form",
    "load_dictionaries",
    "load_rules",
    "load_sections",
    "load_toml",
    "run_rules",
]
