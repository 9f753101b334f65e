"""What comes next, told at each point of the road, and what holds a journey up."""

from datetime import datetime, timedelta
from typing import Any

from services.gateway.traces.rules.expected import expected_of, rules
from services.gateway.traces.rules.step import Actor, Step
from tests.gateway.traces.journals import START

OWNER, DESIGN, SURVEY = (Actor(role=role, account=role) for role in ("owner", "design", "survey"))


def step(number: int, kind: str, service: str, name: str, status: str, **more: Any) -> Step:
    moment = START + timedelta(seconds=number)
    told = {"id": f"{service}:{number}", "at": moment, "recorded_at": moment} | more
    return Step.model_validate({"kind": kind, "service": service, "name": name, "status": status, **told})


def hall(number: int, name: str, status: str, **more: Any) -> Step:
    return step(number, "state", "hall", name, status, **more)


def review(number: int, name: str, status: str, **more: Any) -> Step:
    return step(number, "state", "review", name, status, **more)


TEXT = step(6, "message", "sms", "T3 account-created", "delivered", detail={"template": "T3"})
DRAWS = step(13, "request", "gateway", "POST /review/projects/{…}/drawings", "201", id="draws", actor=DESIGN)
SURVEYS = step(16, "request", "gateway", "POST /review/projects/{…}/drawings", "201", id="surveys", actor=SURVEY)

ROAD: list[tuple[Step, set[tuple[str, str]]]] = [
    (hall(1, "application", "draft"), {("fill-form", "owner")}),
    (hall(2, "form", "saved"), {("fill-form", "owner")}),
    (hall(2, "form", "complete"), {("provide-materials", "owner")}),
    (hall(3, "phone_code", "issued"), {("confirm", "owner")}),
    (hall(4, "application", "confirmed"), {("push", "review")}),
    (review(5, "city-project", "pushed"), {("account-text", "sms")}),
    (TEXT, {("choose-project", "owner")}),
    (review(7, "project", "basic"), {("complete-basics", "owner")}),
    (review(8, "project", "editing"), {("share-codes", "owner")}),
    (review(9, "link-code", "issued", subject="design", detail={"role": "design"}), {("link-design", "design")}),
    (review(10, "unit", "linked", subject="甲", detail={"role": "design"}), {("upload-design", "design")}),
    (DRAWS, {("upload-design", "design")}),
    (
        review(14, "drawing", "uploaded", subject="hvac", caused_by="draws"),
        {("choose-agency", "owner"), ("submit", "owner")},
    ),
    (
        review(15, "link-code", "issued", subject="survey", detail={"role": "survey"}),
        {("link-survey", "survey"), ("choose-agency", "owner"), ("submit", "owner")},
    ),
    (
        review(15, "unit", "linked", subject="乙", detail={"role": "survey"}),
        {("upload-survey", "survey"), ("choose-agency", "owner"), ("submit", "owner")},
    ),
    (SURVEYS, {("upload-survey", "survey"), ("choose-agency", "owner"), ("submit", "owner")}),
    (
        review(17, "drawing", "uploaded", subject="geotechnical", caused_by="surveys"),
        {("choose-agency", "owner"), ("submit", "owner")},
    ),
    (review(18, "agency", "chosen"), {("submit", "owner")}),
    (review(19, "project", "submitted"), {("note-submission", "hall"), ("accept", "agency")}),
    (hall(20, "application", "in-review"), {("accept", "agency")}),
]


def next_after(*steps: Step) -> set[tuple[str, str]]:
    return {(one.name, one.who) for one in expected_of(steps)}


def test_along_the_road_each_step_says_what_comes_next() -> None:
    for number, (_, expected) in enumerate(ROAD, start=1):
        assert next_after(*(one for one, _ in ROAD[:number])) == expected, ROAD[number - 1][0]


def test_a_text_that_failed_does_not_stop_the_owner() -> None:
    failed = TEXT.model_copy(update={"status": "failed"})
    assert next_after(*(one for one, _ in ROAD[:6]), failed) == {("choose-project", "owner")}


def test_a_withdrawal_ends_it_once_the_province_knows() -> None:
    pushed = [one for one, _ in ROAD[:8]]
    withdrawn = hall(30, "application", "withdrawn")
    assert next_after(*pushed, withdrawn) == {("note-withdrawal", "review")}
    assert next_after(*pushed, withdrawn, review(31, "project", "withdrawn")) == set()
    assert next_after(hall(1, "application", "draft"), withdrawn) == set()


def test_a_unit_that_was_removed_is_expected_again() -> None:
    removed = review(12, "unit", "removed", subject="甲", detail={"role": "design"})
    assert next_after(*(one for one, _ in ROAD[:11]), removed) == {("link-design", "design")}


def test_what_holds_it_up_stands_first_and_says_until_when() -> None:
    due = datetime.fromisoformat("2026-05-18T09:05:00+08:00")
    waits = step(5, "delivery", "review", "hall.application.confirmed", "retrying", next_attempt_at=due)
    first, second = expected_of([hall(4, "application", "confirmed"), waits])
    assert (first.name, first.who, first.step, first.at, second.name) == (
        "next-attempt", "review", "review:5", due, "push",
    )  # fmt: skip
    dead, _ = expected_of([hall(4, "application", "confirmed"), waits.model_copy(update={"status": "dead"})])
    assert (dead.name, dead.who, dead.step, dead.at) == ("retry-delivery", "tester", "review:5", None)
    assert "hall.application.confirmed" in dead.zh and "hall.application.confirmed" in dead.en


def test_nothing_is_expected_of_nothing() -> None:
    assert expected_of([]) == []


def test_every_entry_is_told_in_both_languages_and_reached_on_the_road_or_off_it() -> None:
    on_the_road = {name for _, expected in ROAD for name, _ in expected}
    assert {rule.name for rule in rules()} == on_the_road | {"note-withdrawal"}
    assert all(rule.zh and rule.en and rule.when for rule in rules())
