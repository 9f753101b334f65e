"""Codes, numbers and names as people type and paste them: one unit, one project, one phone, whatever they look like."""

from tests.journeys import walk
from tests.journeys.client import Client
from tests.journeys.personas import OWNER, PASSWORD, RETURNING


def wide(text: str) -> str:
    """As an input method for Chinese writes letters and digits."""
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isascii() and sign.isalnum() else sign for sign in text)


def test_one_unit_and_one_project(visitor: Client) -> None:
    """Approved under one spelling, linked under another, by an owner who logs in with a third."""
    approved = {
        "credit_code": OWNER.credit_code.lower(), "project_code": "24034101050401777777",
        "project_name": " 示例综合体（一期）Ａ座\u200b",
    }  # fmt: skip
    made = visitor.create("/sim/investment-projects", approved)
    assert (made["project_code"], made["project_name"]) == ("2403-410105-04-01-777777", "示例综合体（一期）A座")
    answer = visitor.post("/portal/login", {"login": f"{wide(OWNER.credit_code.lower())}\u3000", "password": PASSWORD})
    owner = visitor.derive(token=answer["access_token"])
    typed = {"project_code": wide("2403 410105 04 01 777777"), "project_name": "示例综合体 (一期) A 座\ufeff"}
    linked = owner.call("POST", "/hall/projects/link", 201, json=typed)
    assert linked["project_code"] == made["project_code"] and linked["project_name"] == made["project_name"]
    owner.refused(
        409,
        "project-already-linked",
        "POST",
        "/hall/projects/link",
        json=typed | {"project_name": "示例综合体（一期）A座"},
    )
    visitor.refused(409, "project-code-taken", "POST", "/sim/investment-projects", json=approved)


def test_one_phone(visitor: Client) -> None:
    """The leader's phone in the form, the phone that is looked at, and the one that is searched for."""
    filing = walk.file(walk.prepare(visitor, owner={"leader_phone": "+86 138-0000-0042"}))
    assert filing.sms["to"] == "13800000042"
    for typed in ("13800000042", "+86 138 0000 0042", "008613800000042", wide("138-0000-0042")):
        texts = visitor.items(f"/sim/phones/{typed}/messages")
        assert [text["id"] for text in texts] == [filing.sms["id"]], typed
        assert len(visitor.items("/sms/messages", to=typed)) == 1, typed
    wrong = visitor.refused(422, "request-invalid", "GET", "/sim/phones/1380000004/messages")
    assert "10位" in wrong["errors"][0]["detail"]


def test_one_account_at_the_province(visitor: Client) -> None:
    for typed in (RETURNING.credit_code.lower(), wide(RETURNING.credit_code), f"\u2060{RETURNING.credit_code}\u00a0"):
        answer = visitor.post("/review/login", {"account": typed, "password": PASSWORD})
        assert answer["account"] == RETURNING.credit_code
    refused = visitor.refused(
        422, "request-invalid", "POST", "/review/password-recovery", json={"account": "91410108MA9XXXX97"}
    )
    assert "17位" in refused["errors"][0]["detail"]
