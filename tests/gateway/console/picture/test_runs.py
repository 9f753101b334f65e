"""What repeats is folded, what failed never is."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.console.picture.joined import joined
from services.gateway.console.picture.runs import Run, folded
from services.gateway.console.picture.shape import Shape
from services.gateway.traces.rules.step import Actor, Step
from tests.gateway.console.picture.journeys import at, journeys, relaxed, request, upload


def uploads(*numbers: int) -> list[Shape]:
    return joined([one for number in numbers for one in upload(number, number * 10)])


def told(rows: Sequence[Shape | Run]) -> list[str]:
    return [f"{len(row.shapes)} × {row.thing}" if isinstance(row, Run) else row.step.id for row in rows]


def test_three_and_more_fold_two_do_not() -> None:
    assert told(folded(uploads(1, 2))) == ["U1", "U2"]
    assert told(folded(uploads(1, 2, 3))) == ["3 × material"]


def test_a_run_says_how_long_it_took_and_from_when_until_when() -> None:
    [run] = folded(uploads(1, 2, 3))
    assert isinstance(run, Run)
    assert (run.took_ms, run.began, run.ended, len(run.steps)) == (15, at(10), at(35), 6)


def test_a_refusal_is_never_folded_and_parts_the_run() -> None:
    refused = request("X", "POST /hall/applications/{…}/materials/M09/files", 35, "422")
    shapes = [*uploads(1, 2, 3), *joined([refused]), *uploads(4, 5)]
    assert told(folded(shapes)) == ["3 × material", "X", "U4", "U5"]


def test_another_thing_or_another_account_parts_the_run() -> None:
    forms = joined([request(f"F{number}", "PUT /hall/applications/{…}/form", 90 + number) for number in range(3)])
    assert told(folded([*uploads(1, 2, 3), *forms])) == ["3 × material", "3 × form"]
    other = Actor(role="design", account="91410102MA9XXXX38W")
    theirs = [request(f"T{number}", "PUT /hall/applications/{…}/form", number, actor=other) for number in range(2)]
    assert told(folded([*forms, *joined(theirs)])) == ["3 × form", "T0", "T1"]


def test_any_of_its_steps_opens_a_run_so_that_a_late_line_does_not_close_it() -> None:
    assert told(folded(uploads(2, 3, 4), opened=["U2"])) == ["3 × material", "U2", "U3", "U4"]
    assert told(folded(uploads(1, 2, 3, 4), opened=["U2"])) == ["4 × material", "U1", "U2", "U3", "U4"]


def test_the_chosen_step_is_never_inside_a_closed_run() -> None:
    assert "U3" in told(folded(uploads(2, 3, 4), chosen="U3"))
    assert "U3" in told(folded(uploads(2, 3, 4), chosen="hall:103"))


@relaxed
@given(journeys())
def test_folding_hides_no_failure_and_loses_nothing(steps: list[Step]) -> None:
    shapes = joined(steps)
    rows = folded(shapes)
    inside = [shape for row in rows if isinstance(row, Run) for shape in row.shapes]
    assert not any(shape.fails for shape in inside)
    assert [shape for row in rows for shape in (row.shapes if isinstance(row, Run) else [row])] == shapes


@relaxed
@given(journeys(), st.data())
def test_an_opened_run_shows_its_steps_whatever_comes_late(steps: list[Step], data: st.DataObject) -> None:
    """A link made when some lines were still missing shows the same step later."""
    if not steps:
        return
    known = [one for one in steps if data.draw(st.booleans())]
    runs = [row for row in folded(joined(known)) if isinstance(row, Run)]
    for run in runs:
        later = folded(joined(steps), opened=[run.step.id])
        assert run.step.id in [row.step.id for row in later if isinstance(row, Shape)]
