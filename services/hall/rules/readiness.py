"""Whether an application can be confirmed: its form, the rules between its fields, its materials."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.hall.rules.catalogue import Scenario
from services.hall.rules.consistency import run_rules
from services.hall.rules.fire_review import fire_review_warnings
from services.hall.rules.material_list import FileState, material_problems
from services.hall.rules.scenario_fit import scenario_warnings
from shared.errors import FieldError


@dataclass(frozen=True, slots=True)
class FormState:
    """What a form is worth: `errors` refuse it even as a draft, `missing` and `problems` stop the confirmation.

    `errors` names the first of them, `wrong` says how many there are. `values` is what it is worth it with, and what is
    to be kept.
    """

    errors: tuple[FieldError, ...]
    missing: tuple[str, ...]
    problems: tuple[FieldError, ...]
    warnings: tuple[FieldError, ...]
    good_until: str | None
    values: dict[str, Any]
    wrong: int = 0

    @property
    def complete(self) -> bool:
        """Nothing is missing, and nothing contradicts anything."""
        return not (self.errors or self.missing or self.problems)


def assess_form(scenario: Scenario, values: Any, facts: Mapping[str, Any]) -> FormState:
    """Look at a form as it is on the day `facts["today"]`."""
    judgement = scenario.form.judge(values)
    if judgement.errors:
        return FormState(judgement.errors, judgement.missing, (), (), None, judgement.values, judgement.wrong)
    values = judgement.values
    problems, warnings = look_over(scenario, values, facts)
    return FormState((), judgement.missing, tuple(problems), tuple(warnings), _good_until(values), values)


def look_over(
    scenario: Scenario, values: Mapping[str, Any], facts: Mapping[str, Any]
) -> tuple[list[FieldError], list[FieldError]]:
    """What stops a form without ill-typed fields, and what is only odd about it: the guide blocks on none of that."""
    problems, warnings = run_rules(scenario.rules, values, facts, scenario.column)
    return problems, [*warnings, *scenario_warnings(values, facts), *fire_review_warnings(values)]


def is_ready(form_complete: bool, materials_complete: bool, good_until: str | None, day: date) -> bool:
    """The one judgement whether an application can be confirmed on `day`, from what is kept with it.

    `good_until` (ISO date) is the last day of the form's qualifications.
    """
    return form_complete and materials_complete and (good_until is None or day.isoformat() <= good_until)


def _good_until(values: Mapping[str, Any]) -> str | None:
    """The last day on which every qualification in the form is valid."""
    days = [unit.get("qualification_valid_until") for unit in values.values() if isinstance(unit, dict)]
    return min((day for day in days if day), default=None)


def all_problems(
    scenario: Scenario, values: Mapping[str, Any], form: FormState, files: Iterable[FileState]
) -> list[FieldError]:
    """Everything that stands between an application and its confirmation."""
    missing = [_missing(scenario, pointer) for pointer in form.missing]
    materials = material_problems(scenario.materials.values(), scenario.column, values, files)
    return [*missing, *form.errors, *form.problems, *materials]


def _missing(scenario: Scenario, pointer: str) -> FieldError:
    zh = f"{scenario.form.title_of(pointer)}不得为空！"
    return FieldError(pointer, "field-missing", zh, f"{scenario.form.title_of(pointer, 'en')} is required")
