"""The codes of projects that were entered by hand."""

from datetime import datetime

from services.hall.actions.steps.project_code import local_project_code
from shared.values.canonical import project_code


def test_local_codes_have_the_shape_of_a_code() -> None:
    code = local_project_code(datetime(2026, 5, 1), 7)
    assert code == "2605-410100-99-99-000007" == project_code(code)
