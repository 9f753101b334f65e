"""Chapters: told from the states; a long journey opens its last one and hides no failure."""

from hypothesis import given

from services.gateway.console.picture.chapters import MOST_ROWS, Chapter, headings, in_chapters
from services.gateway.console.picture.gaps import Gap, Row, with_gaps
from services.gateway.console.picture.joined import joined
from services.gateway.console.picture.rows import rows_of
from services.gateway.console.picture.view import View
from services.gateway.traces.rules.step import Step
from tests.gateway.console.picture.journeys import confirmed, journeys, many, relaxed, request, road, state


def named(steps: list[Step]) -> list[tuple[str, int]]:
    return [(one.heading.name, one.count) for one in rows_of(steps, View()).chapters]


def test_a_chapter_begins_with_its_state_or_its_text() -> None:
    assert named(road()) == [("filing", 2), ("confirmation", 2), ("push", 3), ("account", 1)]


def test_what_comes_before_the_first_chapter_has_a_heading_too() -> None:
    assert named([request("X", "POST /hall/applications", 0, "422"), *road()[:2]]) == [("beginning", 1), ("filing", 1)]


def test_a_story_does_not_go_back_to_an_earlier_chapter() -> None:
    again = [request("A", "POST /hall/applications", 900), state("hall:8", "application", "draft", 901, "A")]
    assert [name for name, _ in named([*confirmed(), *again])] == ["confirmation", "push", "account"]


def test_idle_time_stands_under_the_heading_it_leads_to() -> None:
    late = [request("B", "POST /review/projects", 900), state("review:9", "project", "basic", 903, "B")]
    *_, before, last = rows_of([*road(), *late], View()).chapters
    assert isinstance(last.rows[0], Gap) and not any(isinstance(row, Gap) for row in before.rows)


def test_a_long_journey_has_all_but_its_last_chapter_closed() -> None:
    refused = request("X", "POST /hall/applications/{…}/confirmation", 0, "409")
    rows = [
        *with_gaps(joined([request("A", "POST /a", 0), state("hall:1", "application", "draft", 1, "A"), refused])),
        *joined([request(f"B{number}", "POST /b", 10) for number in range(MOST_ROWS)]),
        *joined(confirmed(20)),
    ]
    first, *_, last = in_chapters(rows)
    assert not first.opened and last.opened
    assert (first.count, first.failures, [row.step.id for row in first.rows if not isinstance(row, Gap)]) == (
        MOST_ROWS + 2, 1, ["X"],
    )  # fmt: skip
    assert in_chapters(rows, opened=["filing"])[0].opened
    assert [row.step.id for row in in_chapters(rows, chosen="B7")[0].rows if not isinstance(row, Gap)] == ["X", "B7"]


def test_a_short_one_has_none_closed() -> None:
    assert all(chapter.opened for chapter in rows_of(road(), View()).chapters)


def test_two_thousand_steps_are_few_rows() -> None:
    shown = rows_of(many(2_048), View())
    assert sum(chapter.count for chapter in shown.chapters) < 1_024
    assert sum(len(chapter.rows) for chapter in shown.chapters if not chapter.opened) == 0


def test_every_heading_has_both_languages_and_a_beginning_of_its_own() -> None:
    first, *others = headings()
    assert not first.begins and all(one.begins and one.zh and one.en for one in others)
    words = [word for one in others for word in one.begins]
    assert len(words) == len(set(words))


@relaxed
@given(journeys())
def test_no_closed_chapter_hides_a_failure(steps: list[Step]) -> None:
    rows = with_gaps(joined(steps))
    shown = [row for chapter in _all_closed(rows) for row in chapter.rows]
    assert [row for row in shown if not isinstance(row, Gap) and row.fails] == [
        row for row in rows if not isinstance(row, Gap) and row.fails
    ]


def _all_closed(rows: list[Row]) -> list[Chapter]:
    """As if the journey were long."""
    padding = joined([request(f"pad{number}", "POST /pad") for number in range(MOST_ROWS)])
    return in_chapters([*rows, *padding])
