"""Idle means: nothing unsent, nothing to be tried again, and nothing between a publisher and a subscriber."""

from services.gateway.traces.rules.stillness import in_flight
from shared.instruments.contract.traffic import Pending
from tests.gateway.traces.journals import CONFIRMED, PUSHED


def quiet() -> dict[str, Pending]:
    return {
        "hall": Pending(unsent=0, retrying=0, emitted={CONFIRMED: 2}),
        "review": Pending(
            unsent=0, retrying=0, emitted={PUSHED: 2}, received={CONFIRMED: 2}, subscriptions=[CONFIRMED]
        ),
        "sms": Pending(unsent=0, retrying=0, received={PUSHED: 2}, subscriptions=[PUSHED]),
    }


def test_everything_arrived() -> None:
    assert in_flight(quiet()) == []


def test_published_but_not_yet_consumed_is_in_flight() -> None:
    counts = quiet()
    counts["sms"].received[PUSHED] = 1
    (waiting,) = in_flight(counts)
    assert (waiting.service, waiting.reason, waiting.type, waiting.publisher, waiting.count) == (
        "sms", "undelivered", PUSHED, "review", 1,
    )  # fmt: skip


def test_unsent_and_retrying_are_in_flight() -> None:
    counts = quiet()
    counts["hall"] = counts["hall"].model_copy(update={"unsent": 3})
    counts["review"] = counts["review"].model_copy(update={"retrying": 1})
    assert [(one.service, one.reason, one.count) for one in in_flight(counts)] == [
        ("hall", "unsent", 3),
        ("review", "retrying", 1),
    ]


def test_what_nobody_subscribed_to_holds_nothing_up() -> None:
    counts = quiet()
    counts["sms"].emitted["sms.message.delivered"] = 5
    assert in_flight(counts) == []
