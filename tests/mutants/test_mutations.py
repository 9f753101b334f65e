"""Faults change what runs and nothing else: each is a file that compiles and is not the one it came from."""

import ast
from pathlib import Path

from tests.mutants.mutations import mutants_of

RULE = '''
"""A rule."""

LIMIT: int = 5


def allowed(count: int, locked: bool, note: str) -> bool:
    """Whether one more is allowed."""
    if locked:
        raise ValueError(note)
    print(note)
    return count + 1 <= LIMIT and note == "once"
'''


def test_each_fault_is_another_program(tmp_path: Path) -> None:
    (tmp_path / "rule.py").write_text(RULE, "utf-8")
    mutants = list(mutants_of(tmp_path, "rule.py"))
    assert [(mutant.line, mutant.change) for mutant in mutants] == [
        (4, "5 → 6"),
        (9, "condition turned round"),
        (10, "refusal dropped"),
        (11, "call dropped"),
        (12, "and → or"),
        (12, "LtE → Lt"),
        (12, "Add → Sub"),
        (12, "1 → 2"),
        (12, "Eq → NotEq"),
    ]
    programs = {ast.unparse(ast.parse(mutant.source(tmp_path))) for mutant in mutants}
    assert len(programs) == len(mutants) and ast.unparse(ast.parse(RULE)) not in programs
