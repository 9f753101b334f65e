"""The picture speaks both languages; what has no name keeps its own."""

from services.gateway.console.picture.words import Words


def test_lanes_roles_and_things() -> None:
    zh, en = Words("zh"), Words("en")
    assert (zh.lane("bus"), en.lane("bus")) == ("消息总线", "bus")
    assert (zh.lane("hall"), en.lane("hall"), zh.lane("webhooks")) == ("办事大厅", "hall", "webhooks")
    assert (zh.role("design"), en.role("design"), zh.role("stranger"), zh.role("")) == ("设", "D", "S", "?")
    assert (zh.name("things", "phone_code"), en.name("things", "phone_code")) == ("验证码", "phone-code")


def test_a_text_is_filled() -> None:
    assert Words("en").say("rows.one_try", number=2, count=3) == "try 2 of 3"
