"""The list for narrow windows says what the picture says: folded, cut and under headings alike."""

from hypothesis import given

from services.gateway.console.picture.sequence import sequence_of
from services.gateway.console.picture.twin import TwinRow
from services.gateway.console.picture.view import View
from services.gateway.console.picture.waterfall import waterfall_of
from services.gateway.console.picture.words import Words
from services.gateway.traces.rules.step import Step
from tests.gateway.console.picture.journeys import journeys, relaxed, request, upload


def twin(steps: list[Step], view: View | None = None) -> tuple[TwinRow, ...]:
    drawing = sequence_of(steps, view or View(), Words("en"))
    assert drawing is not None
    return drawing.twin


def uploads(count: int) -> list[Step]:
    return [step for number in range(1, count + 1) for step in upload(number, number * 10)]


def test_what_repeats_is_one_row_that_opens() -> None:
    [chapter, run] = twin(uploads(4))
    assert (chapter.kind, run.kind, run.text, run.lane) == ("chapter", "run", "▸ 4 × material", "hall")
    opened = twin(uploads(4), View(opened=("U1",)))
    assert [row.text for row in opened if row.kind == "run"] == ["▾ 4 × material"]
    members = [row for row in opened if row.kind == "shape"]
    assert len(members) == 4 and all("member" in row.classes for row in members)
    assert members[0].led == ("material M01 → uploaded",)


def test_a_refusal_says_why_and_idle_time_how_long() -> None:
    late = request("X", "POST /hall/applications/{…}/confirmation", 900, "422", detail={"problem": "code-wrong"})
    *_, gap, refused = twin([*uploads(1), late])
    assert gap.kind == "gap" and "nothing happened" in gap.text
    assert (refused.error, refused.href) == ("code-wrong", "?step=X")


@given(journeys())
@relaxed
def test_it_has_the_rows_of_the_picture(steps: list[Step]) -> None:
    for drawn in (sequence_of(steps, View(), Words("zh")), waterfall_of(steps, View(), Words("zh"))):
        if drawn is not None:
            lines = [(line.kind, line.href) for line in drawn.lines if line.kind in ("run", "shape")]
            assert lines == [(row.kind, row.href) for row in drawn.twin if row.kind in ("run", "shape")]
            assert len(drawn.chapters) == sum(row.kind == "chapter" for row in drawn.twin)
