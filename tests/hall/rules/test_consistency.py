"""Rules between fields: each kind holds, breaks, and keeps silent where a field is not there yet."""

from pathlib import Path
from typing import Any

import pytest

from services.hall.rules.consistency import Rule, load_rules, run_rules

FACTS = {"today": "2026-05-18", "code": "A-1"}

WARNING = """
[[rule]]
code = "x"
kind = "within"
left = "/a"
high = 1
columns = "F"
zh = "高"
en = "high"
"""


def broken(document: dict[str, Any], **rule: Any) -> list[str]:
    given: Any = {"code": "x", "zh": "错", "en": "wrong"} | rule
    stops, warns = run_rules([Rule(**given)], document, FACTS, "F")
    return [error.pointer for error in stops + warns]


@pytest.mark.parametrize(
    ("rule", "fine", "bad"),
    [
        ({"kind": "before", "left": "/a", "right": "/b"}, {"a": "2026-01-01", "b": "2026-01-02"}, {"a": 2, "b": 2}),
        ({"kind": "at-most", "left": "/a", "right": "/b"}, {"a": 2.5, "b": 2.5}, {"a": 3, "b": 2.99}),
        (
            {"kind": "at-most", "left": "/a", "parts": ("/b", "/c")},
            {"a": 3, "b": 1, "c": 2},
            {"a": 3.1, "b": 1, "c": 2},
        ),
        ({"kind": "within", "left": "/a", "high": 250}, {"a": 250}, {"a": 250.01}),
        (
            {"kind": "sum", "left": "/t", "parts": ("/a", "/b")},
            {"t": 0.3, "a": 0.1, "b": 0.2},
            {"t": 1, "a": 1, "b": 1},
        ),
        ({"kind": "not-past", "left": "/a"}, {"a": "2026-05-18"}, {"a": "2026-05-17"}),
        ({"kind": "same-as", "left": "/a", "fact": "code"}, {"a": "A-1"}, {"a": "A-2"}),
        ({"kind": "different", "left": "/a", "right": "/b"}, {"a": 1, "b": 2}, {"a": 1, "b": 1}),
        ({"kind": "within", "left": "/a", "low": 1, "high": 2}, {"a": 2}, {"a": 2.1}),
        ({"kind": "one-of", "left": "/a", "values": ("x", "y")}, {"a": "y"}, {"a": "z"}),
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
    found = broken(values, kind="sum", left="/total", parts=("/rows/+/a",), percent=1)
    assert found == ([] if fine else ["/total"])


def test_rows_add_up_to_at_most() -> None:
    rule = {"kind": "at-most", "left": "/rows/+/cost", "right": "/most"}
    assert broken({"most": 0.3, "rows": [{"cost": 0.1}, {"cost": 0.2}]}, **rule) == []
    assert broken({"most": 0.3, "rows": [{"cost": 0.1}, {"cost": 0.21}]}, **rule) == ["/rows"]
    assert broken({"most": 0.3, "rows": []}, **rule) == [] == broken({"rows": [{"cost": 1}]}, **rule)


@pytest.mark.parametrize(
    ("wanted", "meant", "not_meant"),
    [
        (True, [True], [False, 1, None]),
        (0, [0], [False, 0.5]),
        ({"above": 24}, [24.1], [24, None]),
        ({"at_most": 24}, [24, 0], [24.1, True]),
        (["1", "2"], ["2"], ["3", 1]),
    ],
)
def test_a_rule_can_hang_on_another_field(wanted: Any, meant: list[Any], not_meant: list[Any]) -> None:
    rule = {"kind": "within", "left": "/a", "high": 1, "when": {"/b": wanted}}
    assert all(broken({"a": 2, "b": value}, **rule) == ["/a"] for value in meant)
    assert all(broken({"a": 2, "b": value}, **rule) == [] for value in not_meant)
    assert broken({"a": 2}, **rule) == []


def test_a_rule_hangs_on_fields_of_its_own_row() -> None:
    values = {"rows": [{"a": 2, "b": 1}, {"a": 2, "b": 0}]}
    assert broken(values, kind="within", left="/rows/*/a", high=1, when={"/rows/*/b": 1}) == ["/rows/0/a"]


def test_a_broken_row_is_called_by_its_number() -> None:
    rule = Rule("x", "within", "/rows/*/a", "第{row}行过高", "rows/{row} is high", high=1)
    _, [error] = run_rules([rule], {"rows": [{"a": 1}, {"a": 2}]}, FACTS, "F")
    assert (error.zh, error.en) == ("第2行过高", "rows/1 is high")


def test_only_what_says_so_stops() -> None:
    rule = Rule("x", "within", "/a", "高", "high", high=1, stops=True)
    stopping, warnings = run_rules([rule], {"a": 2}, FACTS, "F")
    assert [error.code for error in stopping] == ["x"] and warnings == []


def test_many_rows_are_each_looked_at_once() -> None:
    """A rule that looked at all rows for each row would need hours here."""
    values = {"rows": [{"n": str(number % 50_000)} for number in range(100_000)]}
    assert broken(values, kind="unique", left="/rows/*/n")[0] == "/rows/50000/n"


def test_a_hundred_are_told() -> None:
    """Whoever repeats one oddity in each row gets no answer longer than a page of refusals."""
    rules = [Rule(f"x{number}", "within", "/rows/*/a", "高", "high", high=1) for number in range(3)]
    _, warnings = run_rules(rules, {"rows": [{"a": 2}] * 70}, FACTS, "F")
    assert len(warnings) == 100 and {warning.code for warning in warnings} == {"x0", "x1"}


def test_a_rule_can_be_for_some_columns_and_only_warn(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(WARNING, encoding="utf-8")
    rules = load_rules(path, {})
    assert [len(found) for found in run_rules(rules, {"a": 2}, FACTS, "F")] == [0, 1]
    assert [len(found) for found in run_rules(rules, {"a": 2}, FACTS, "M")] == [0, 0]
