"""The back office against the simulator: what it files arrives, and what goes wrong is told in words."""

from dataclasses import replace

import httpx
import pytest
from back_office.filing import Project, ask_for_code, confirm, prepare
from back_office.hall import Hall, Refused
from back_office.records import Records

OUR_LOGIN, OUR_PASSWORD = "91410100MA9XXXX118", "Demo@2026"
OUR_PHONE = "13800000066"
PROJECT = Project("2403-410105-04-01-123456", "示例市民服务中心项目", 20000, 45000, leader_phone="13812340001")
DRAWING = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def http(shentu):
    """As the program makes it, but for the one header that names the sandbox."""
    with httpx.Client(base_url=shentu.url, headers={"Sim-Sandbox": shentu.sandbox}, trust_env=False) as client:
        yield client


@pytest.fixture
def hall(http):
    return Hall(http, OUR_LOGIN, OUR_PASSWORD)


@pytest.fixture
def records(tmp_path):
    return Records(tmp_path / "filed.json")


def test_a_project_is_filed_and_its_leader_gets_the_account(hall, records, phone, journey):
    application = prepare(hall, records, PROJECT, DRAWING)
    ask_for_code(hall, application, OUR_PHONE)
    assert confirm(hall, application, OUR_PHONE, phone(OUR_PHONE).code()) == "confirmed"
    journey(application).wait("review.project.pushed", status="handled")
    assert phone(PROJECT.leader_phone).wait(having="account")["vars"]["account"] == OUR_LOGIN


def test_a_wrong_name_is_told_in_the_halls_words(hall, records):
    with pytest.raises(Refused) as refused:
        prepare(hall, records, replace(PROJECT, name="示例市民服务中心"), DRAWING)
    assert refused.value.code == "project-name-mismatch" and "名称" in str(refused.value)
    assert records.application_of(PROJECT.code) is None


def test_a_second_try_goes_on_with_the_same_application(hall, records, shentu):
    first = prepare(hall, records, PROJECT, DRAWING)
    assert prepare(hall, records, PROJECT, DRAWING) == first
    assert len(list(shentu.log_in(OUR_LOGIN).hall.list_applications())) == 1


def test_a_confirmation_that_is_repeated_is_pushed_once(hall, records, phone, journey):
    application = prepare(hall, records, PROJECT, DRAWING)
    ask_for_code(hall, application, OUR_PHONE)
    code = phone(OUR_PHONE).code()
    assert confirm(hall, application, OUR_PHONE, code) == confirm(hall, application, OUR_PHONE, code)
    journey(application).wait("review.project.pushed")
    assert [step["name"] for step in journey(application).steps("event")].count("review.project.pushed") == 1


@pytest.mark.shentu(clock="2026-07-01T23:55:00+08:00")
def test_a_code_that_is_used_too_late_is_refused(hall, records, phone, shentu):
    application = prepare(hall, records, PROJECT, DRAWING)
    ask_for_code(hall, application, OUR_PHONE)
    code = phone(OUR_PHONE).code()
    shentu.sim.set_clock(advance_seconds=3600)
    with pytest.raises(Refused) as refused:
        confirm(hall, application, OUR_PHONE, code)
    assert refused.value.code == "verification-code-expired"
