"""What goes wrong on purpose, and how it goes on: the acts of the failures in scenes.toml, through the public API."""

from collections.abc import Callable
from time import monotonic, sleep

from shentu.models.sim import Match
from shentu.problems import Problem
from shentu.story.acts import (
    NEW_PASSWORD,
    PROJECT_CODE,
    PROJECT_NAME,
    Story,
    confirm,
    fill_form,
    link_project,
    open_application,
    provide_materials,
    receive_account,
    receive_code,
)
from shentu.story.scene_list import PHONE, Failure

NOBODYS_PHONE, LEADERS_PHONE = "13800000404", "13800000001"
CONFIRMED = "hall.application.confirmed"
INCOMPLETE = "91410105MA9XXXX2X8"
GIVEN_UP_SECONDS = 30.0


class NothingWentWrong(Exception):
    """The act was to be refused, or to fail, and was not."""


def wrong_code(story: Story) -> None:
    """Another code than the one on the phone."""
    wrong = "000000" if story.code != "000000" else "111111"
    _refused(lambda: story.owner.hall.confirm_application(story.filing, phone=PHONE, code=wrong))


def right_code(story: Story) -> None:
    """The one on the phone."""
    confirm(story)


def no_text(story: Story) -> None:
    """The project leader's number is nobody's: the account's text cannot arrive."""
    hall = story.owner.hall
    values = hall.read_form(story.filing)["values"]
    hall.write_form(story.filing, {**values, "owner": {**values["owner"], "leader_phone": NOBODYS_PHONE}})
    story.leader_phone = NOBODYS_PHONE
    provide_materials(story)
    receive_code(story)
    confirm(story)
    story.owner.journey(story.filing).wait("sms.message.failed")


def file_again(story: Story) -> None:
    """With the right number, as often as one likes; then the password is recovered, and both projects can be chosen."""
    story.visitor.sim.set_clock(advance_seconds=120)  # before that there is no other code for the same phone
    open_application(story)
    fill_form(story)
    provide_materials(story)
    receive_code(story)
    confirm(story)
    story.owner.journey(story.filing).wait("sms.message.delivered")
    story.visitor.idle()
    account, phone = story.owner.portal.read_account()["credit_code"], story.visitor.phone(LEADERS_PHONE)
    phone.skip()
    story.visitor.review.request_recovery_code(account=account)
    code = phone.wait(having="code")["vars"]["code"]
    story.visitor.review.recover_password(account=account, code=code, new_password=NEW_PASSWORD)
    story.platform = story.visitor.log_in_at_platform(account, NEW_PASSWORD)


def consumer_fails(story: Story) -> None:
    """The province fails on the pushed filing, until the delivery is given up."""
    sim = story.visitor.sim
    at_review: Match = {"consumer": "review", "event": CONFIRMED}
    sim.set_fault(at="delivery", match=at_review, do="fail", error="the platform is being rebuilt")
    _file(story)
    sim.wait_for_event(journey=story.filing, event=CONFIRMED, status="retrying")
    deadline = monotonic() + GIVEN_UP_SECONDS
    while "dead" not in (statuses := _statuses(story)):
        if statuses == {"handled"} or monotonic() > deadline:
            raise NothingWentWrong  # somebody took the fault away
        if not sim.set_clock(to_next_timer=True)["fired"]:
            sleep(0.05)  # the clock runs: it came to the next try by itself, and this one is under way


def _statuses(story: Story) -> set[str]:
    """Of the confirmation, and of whatever copies of it somebody sent by hand."""
    return {one["status"] for one in story.visitor.sim.list_events(type=[CONFIRMED], journey=story.filing)}


def retry_delivery(story: Story) -> None:
    """What made it fail is gone: the delivery is tried again, unless somebody did by hand, and all that follows happens
    once."""
    story.visitor.sim.remove_faults()
    for dead in story.visitor.sim.list_events(type=[CONFIRMED], status="dead", journey=story.filing):
        story.visitor.sim.retry_event(dead["id"], consumer="review", timeout=10)
    receive_account(story)


def pushed_twice(story: Story) -> None:
    """The hall's event comes twice."""
    from_hall: Match = {"service": "hall", "event": CONFIRMED}
    story.visitor.sim.set_fault(at="publish", match=from_hall, do="duplicate", copies=1, times=1)
    _file(story)
    story.visitor.idle()


def received_once(story: Story) -> None:
    """Nothing is to be mended: one project, one account, one text."""
    story.visitor.sim.remove_faults()
    receive_account(story)


def _file(story: Story) -> None:
    receive_code(story)
    confirm(story)


def wrong_name(story: Story) -> None:
    """Its last character is missing."""
    _refused(lambda: story.owner.hall.link_project(project_code=PROJECT_CODE, project_name=PROJECT_NAME[:-1]))


def right_name(story: Story) -> None:
    """As it was approved."""
    link_project(story)


def blank_hall(story: Story) -> None:
    """An account whose record is not complete logs in."""
    story.owner = story.visitor.log_in(INCOMPLETE)
    _refused(lambda: list(story.owner.hall.list_projects()))


def complete_record(story: Story) -> None:
    """What is missing is filled in; the next login knows it."""
    account = story.visitor.log_in(INCOMPLETE)
    account.portal.change_account(legal_representative="赵示例", agent_name="钱示例", agent_phone="13800000012")
    story.owner = story.visitor.log_in(INCOMPLETE)


def go_wrong(failure: Failure, story: Story) -> None:
    """Have it happen. Raises Problem for what was not to be refused."""
    _act(failure.act)(story)


def mend(failure: Failure, story: Story) -> None:
    """Have it go on. Raises Problem."""
    _act(failure.mend)(story)


def _act(name: str) -> Callable[[Story], None]:
    act: Callable[[Story], None] = globals()[name]
    return act


def _refused(act: Callable[[], object]) -> None:
    try:
        act()
    except Problem:
        return
    raise NothingWentWrong
