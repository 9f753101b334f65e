"""Rules between fields: each kind holds, breaks, and keeps silent where a field is not there yet."""

from pathlib import Path
from typing import Any

import pytest

from shared.forms import Rule, load_rules, run_rules

FACTS = {"today": "2026-05-18", "code": "A-1"}

WARNING = """
[[rule]]
code = "x"
kind = "at-most"
left = "/a"
high = 1
columns = "F"
warning = true
zh = "高"
en = "high"
"""


def broken(values: dict[str, Any], **rule: Any) -> list[str]:
    given: Any = {"code": "x", "zh": "错", "en": "wrong"} | rule
    stops, warns = run_rules([Rule(**given)], values, FACTS, "F")
    return [error.pointer for error in stops + warns]


@pytest.mark.parametrize(
    ("rule", "fine", "bad"),
    [
        ({"kind": "before", "left": "/a", "right": "/b"}, {"a": "2026-01-01", "b": "2026-01-02"}, {"a": 2, "b": 2}),
        ({"kind": "at-most", "left": "/a", "right": "/b"}, {"a": 2.5, "b": 2.5}, {"a": 3, "b": 2.99}),
        ({"kind": "at-most", "left": "/a", "high": 250}, {"a": 250}, {"a": 250.01}),
        (
            {"kind": "sum", "left": "/t", "parts": ("/a", "/b")},
            {"t": 0.3, "a": 0.1, "b": 0.2},
            {"t": 1, "a": 1, "b": 1},
        ),
        ({"kind": "not-past", "left": "/a"}, {"a": "2026-05-18"}, {"a": "2026-05-17"}),
        ({"kind": "same-as", "left": "/a", "fact": "code"}, {"a": "A-1"}, {"a": "A-2"}),
        ({"kind": "different", "left": "/a", "right": "/b"}, {"a": 1, "b": 2}, {"a": 1, "b": 1}),
        ({"kind": "within", "left": "/a", "low": 1, "high": 2}, {"a": 2}, {"a": 2.1}),
        ({"kind": "any", "left": "/a", "any": ({"/a": ["x"]}, {"/b": True})}, {"a": "z", "b": True}, {"a": "z"}),
    ],
    ids=lambda value: str(value.get("kind")) if isinstance(value, dict) and "kind" in value else "",
)
def test_a_rule_holds_or_breaks(rule: dict[str, Any], fine: dict[str, Any], bad: dict[str, Any]) -> None:
    assert broken(fine, **rule) == []
    assert broken(bad, **rule) == [rule["left"]]
    assert broken({}, **rule) == []


def test_rows_are_looked_at_one_by_one() -> None:
    values = {"land": 10, "rows": [{"a": 9, "n": "x"}, {"a": 11, "n": "y"}, {"n": "x"}]}
    assert broken(values, kind="at-most", left="/rows/*/a", right="/land") == ["/rows/1/a"]
    assert broken(values, kind="unique", left="/rows/*/n") == ["/rows/2/n"]


@pytest.mark.parametrize(("total", "fine"), [(1000, True), (990.1, True), (985, False), (1020, False)])
def test_rows_add_up_give_or_take_a_percent(total: float, fine: bool) -> None:
    values = {"total": total, "rows": [{"a": 400}, {"a": 600}]}
    found = broken(values, kind="rows-sum", left="/total", rows="/rows/*/a", percent=1)
    assert found == ([] if fine else ["/total"])


def test_a_rule_can_be_for_some_columns_and_only_warn(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(WARNING, encoding="utf-8")
    rules = load_rules(path)
    assert [len(found) for found in run_rules(rules, {"a": 2}, FACTS, "F")] == [0, 1]
    assert [len(found) for found in run_rules(rules, {"a": 2}, FACTS, "M")] == [0, 0]
