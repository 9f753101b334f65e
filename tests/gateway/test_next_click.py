"""The first page leads to where somebody does what is expected next."""

from services.gateway.pages.next_click import next_click
from services.gateway.traces.rules.expected import Expected, rules


def test_whoever_is_expected_finds_their_page() -> None:
    click = next_click("default", "J", [Expected(name="confirm", who="owner", zh="确认", en="confirm")])
    assert click is not None
    assert click.path == "/hall/web/applications/J/confirmation"
    assert (click.who, click.en) == ("owner", "confirm")


def test_what_a_system_does_is_looked_at_in_the_trace() -> None:
    click = next_click("mine", "J", [Expected(name="push", who="review", zh="推送", en="push")])
    assert click is not None
    assert click.path == "/console/in/mine/journeys/J"


def test_nothing_more_to_come_is_no_click() -> None:
    assert next_click("default", "J", []) is None


def test_everything_people_have_to_do_has_a_page() -> None:
    for rule in rules():
        if rule.who in ("owner", "design", "survey", "agency"):
            expected = Expected(name=rule.name, who=rule.who, zh=rule.zh, en=rule.en)
            click = next_click("default", "J", [expected])
            assert click is not None
            assert click.path.startswith(("/hall/web/", "/review/web/")), rule.name
