"""轮候: whatever the queue and whoever is refused, the promises of domain E6 hold."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from services.review.rules.rotation import Turn, admit, take_turn

relaxed = settings(deadline=None, max_examples=50)

queues = st.lists(st.integers(0, 30).map(str), min_size=1, max_size=12, unique=True)


@st.composite
def situations(draw: st.DrawFn) -> tuple[list[str], dict[str, list[str]]]:
    queue = draw(queues)
    refused = draw(st.sets(st.sampled_from(queue)))
    return queue, {agency: ["suspended", "workload-full"] for agency in refused}


@relaxed
@given(situations())
def test_the_first_without_a_reason_is_chosen(situation: tuple[list[str], dict[str, list[str]]]) -> None:
    queue, refusals = situation
    turn = take_turn(queue, refusals)
    assert turn.before == tuple(queue)
    assert turn.chosen == next((agency for agency in queue if agency not in refusals), None)
    assert turn.candidates == tuple(agency for agency in queue if agency not in refusals)


@relaxed
@given(situations())
def test_the_skipped_keep_their_place(situation: tuple[list[str], dict[str, list[str]]]) -> None:
    queue, refusals = situation
    turn = take_turn(queue, refusals)
    assert sorted(turn.after) == sorted(queue)
    others = [agency for agency in queue if agency != turn.chosen]
    assert [agency for agency in turn.after if agency != turn.chosen] == others
    if turn.chosen is None:
        assert turn.after == turn.before and {item.id for item in turn.skipped} == set(queue)
    else:
        assert turn.after[-1] == turn.chosen
        assert [item.id for item in turn.skipped] == queue[: queue.index(turn.chosen)]
    assert all(item.reason == "suspended" for item in turn.skipped)


@relaxed
@given(queues, st.integers(0, 40))
def test_everybody_gets_the_same_number_of_turns(queue: list[str], turns: int) -> None:
    chosen, order = Counter[str | None](), tuple(queue)
    for _ in range(turns):
        turn = take_turn(order, {})
        chosen[turn.chosen] += 1
        order = turn.after
    given_to_each = [chosen[agency] for agency in queue]
    assert max(given_to_each) - min(given_to_each) <= 1


@relaxed
@given(situations())
def test_a_decision_can_be_replayed(situation: tuple[list[str], dict[str, list[str]]]) -> None:
    queue, refusals = situation
    turn = take_turn(queue, refusals)
    outsiders = [agency for agency in turn.before if agency not in turn.candidates]
    assert take_turn(turn.before, {agency: ["suspended"] for agency in outsiders}) == turn


@relaxed
@given(queues, queues)
def test_newcomers_queue_up_behind(queue: list[str], agencies: list[str]) -> None:
    admitted = admit(queue, agencies)
    assert sorted(admitted) == sorted(agencies)
    stayed = [agency for agency in queue if agency in agencies]
    assert admitted[: len(stayed)] == stayed


def test_an_empty_register() -> None:
    assert take_turn([], {}) == Turn((), (), (), None, ())
