"""Nobody else's page sends our forms."""

from collections.abc import Iterator

import pytest

from tests.pages.site import Site
from tests.pages.visitor import HTML, LOGIN, Visitor

RIGHT = {"login": "91410100MA9XXXX118", "password": "Demo@2026"}


@pytest.fixture
def visitor(shentu: Site) -> Iterator[Visitor]:
    visitor = Visitor(shentu.url, shentu.sandbox)
    with visitor.client:
        yield visitor


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "{ours}"}, 403),
        ({"Origin": "{ours}"}, 303),
        ({"Origin": "http://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://elsewhere.example", "X-Forwarded-Host": "elsewhere.example"}, 403),
        ({}, 303),
    ],
    ids=str,
)
def test_a_form_comes_from_a_page_of_ours(visitor: Visitor, headers: dict[str, str], status: int) -> None:
    told = {name: value.format(ours=str(visitor.client.base_url).rstrip("/")) for name, value in headers.items()}
    answer = visitor.client.post(LOGIN, data={**RIGHT, "csrf": visitor.word(LOGIN)}, headers=told)
    assert answer.status_code == status
    if status == 403:
        assert (answer.headers["sim-problem"], answer.headers["content-type"]) == ("request-cross-site", HTML)
        assert "shentu_portal" not in visitor.client.cookies


def stale(visitor: Visitor, data: dict[str, str], **headers: str) -> bool:
    answer = visitor.client.post(LOGIN, data=data, headers=headers)
    return (answer.status_code, answer.headers.get("sim-problem")) == (403, "form-stale")


def test_a_form_carries_our_word(visitor: Visitor, shentu: Site) -> None:
    word = visitor.word(LOGIN)
    assert stale(visitor, RIGHT)
    assert stale(visitor, {**RIGHT, "csrf": ""})
    assert stale(visitor, {**RIGHT, "csrf": word[:-1] + ("0" if word[-1] != "0" else "1")})
    assert stale(visitor, {**RIGHT, "csrf": "密"})
    assert not stale(visitor, RIGHT, **{"X-CSRF-Token": word})


def test_the_word_is_of_this_browser(visitor: Visitor, shentu: Site) -> None:
    with (other := Visitor(shentu.url, shentu.sandbox)).client:
        foreign = other.word(LOGIN)
    visitor.word(LOGIN)
    assert stale(visitor, {**RIGHT, "csrf": foreign})


def test_the_word_ends_with_the_login(visitor: Visitor) -> None:
    before = visitor.word(LOGIN)
    visitor.log_in()
    assert stale(visitor, {**RIGHT, "csrf": before})
    inside = visitor.word("/portal/web/logout")
    assert visitor.post("/portal/web/logout", {}).status_code == 303
    assert stale(visitor, {**RIGHT, "csrf": inside})


def test_without_cookies_no_form_is_taken(visitor: Visitor) -> None:
    word = visitor.word(LOGIN)
    visitor.client.cookies.clear()
    assert stale(visitor, {**RIGHT, "csrf": word})


def test_a_link_logs_nobody_out(visitor: Visitor) -> None:
    visitor.log_in()
    assert visitor.get("/portal/web/logout").status_code == 200
    assert visitor.get("/hall/web/projects").status_code == 200
