"""One word for how far an event got."""

import pytest

from services.gateway.traces.rules.event_status import EventStatus, reached, status_of


@pytest.mark.parametrize(
    ("sent", "consumers", "status"),
    [
        (False, {"review": None}, "emitted"),
        (False, {}, "emitted"),
        (True, {"review": None}, "published"),
        (True, {"review": None, "sms": "handled"}, "published"),
        (True, {"review": "handled", "sms": "handled"}, "handled"),
        (False, {"review": "handled"}, "handled"),
        (True, {}, "handled"),
        (True, {"review": "retrying", "sms": "handled"}, "retrying"),
        (True, {"review": "retrying", "sms": "dead"}, "dead"),
    ],
)
def test_the_whole_from_its_parts(sent: bool, consumers: dict[str, str | None], status: EventStatus) -> None:
    assert status_of(sent=sent, consumers=consumers) == status


@pytest.mark.parametrize(
    ("status", "wanted", "answer"),
    [
        ("emitted", "emitted", True),
        ("dead", "emitted", True),
        ("emitted", "published", False),
        ("handled", "published", True),
        ("retrying", "handled", False),
        ("dead", "handled", False),
        ("handled", "dead", False),
        ("dead", "dead", True),
    ],
)
def test_who_waits_for_less_is_satisfied_by_more(status: EventStatus, wanted: EventStatus, answer: bool) -> None:
    assert reached(status, wanted) is answer
