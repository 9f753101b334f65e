"""The pages of a filing against other people, other states, hostile text and forms that are no forms of ours."""

from collections.abc import Iterator

import pytest

from tests.pages.hall.filings import PHONE, Filings
from tests.pages.site import Site
from tests.pages.visitor import Visitor

LIST = "/hall/web/applications"
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def filings(shentu: Site) -> Filings:
    return Filings(shentu)


@pytest.fixture
def visitor(shentu: Site) -> Iterator[Visitor]:
    visitor = Visitor(shentu.url, shentu.sandbox)
    with visitor.client:
        visitor.log_in()
        yield visitor


def test_another_owners_filing_is_none(visitor: Visitor, filings: Filings, shentu: Site) -> None:
    draft = filings.open()
    file = filings.upload(draft, "M01")
    with (stranger := Visitor(shentu.url, shentu.sandbox)).client:
        stranger.log_in("owner-returning")
        for rest in ("", "/form", "/form/project", "/materials", "/confirmation", "/reuse/form", f"/files/{file}"):
            assert stranger.get(f"{LIST}/{draft}{rest}").status_code == 404, rest
            assert visitor.get(f"{LIST}/{draft}{rest}").status_code in (200, 303), rest
        for rest, data in (
            ("", {"reason": ""}), ("/form/project", {"do": "example"}), ("/materials", {"do": "samples"}),
            ("/confirmation", {"do": "code", "phone": PHONE}), ("/reuse/form", {"source": draft, "take": "owner"}),
        ):  # fmt: skip
            assert stranger.post(f"{LIST}/{draft}{rest}", data, form="/hall").status_code == 404, rest
    assert visitor.get(LIST).text.count(filings.call("GET", f"/hall/applications/{draft}")["number"]) == 1


@pytest.mark.parametrize("rest", ["/form/nowhere", "/reuse/nothing", "/files/nothing"])
def test_what_is_not_there_is_a_page_that_says_so(visitor: Visitor, filings: Filings, rest: str) -> None:
    answer = visitor.get(f"{LIST}/{filings.open()}{rest}")
    assert (answer.status_code, "data-refusal" in answer.text) == (404, True)


@pytest.mark.parametrize("query", ["?status=nothing", "?cursor=%00", "?limit=0"])
def test_a_question_that_no_link_has_leads_nowhere(visitor: Visitor, query: str) -> None:
    assert visitor.get(LIST + query).status_code in (404, 422)


def test_what_is_filed_can_be_read_and_not_changed(visitor: Visitor, filings: Filings) -> None:
    filed = filings.filed()
    here = f"{LIST}/{filed}"
    form = visitor.get(f"{here}/form/project").text
    assert "<fieldset disabled>" in form and 'value="next"' not in form
    assert visitor.get(f"{here}/confirmation").headers["location"] == here
    for rest, data in (
        ("/form/project", {"do": "save", "project/land_area": "5"}), ("/form/project", {"do": "example"}),
        ("/materials", {"do": "seal", "code": "M01", "file_id": "x"}),
        ("/confirmation", {"do": "code", "phone": PHONE}),
        ("/reuse/materials", {"source": filed, "take": "M01"}),
    ):  # fmt: skip
        answer = visitor.post(here + rest, data, form="/hall")
        assert answer.status_code in (409, 422) and 'id="errors"' in answer.text, rest
    assert filings.call("GET", f"/hall/applications/{filed}")["status"] == "confirmed"


def test_a_form_without_our_word_changes_nothing(visitor: Visitor, filings: Filings) -> None:
    draft = filings.open()
    before = filings.call("GET", f"/hall/applications/{draft}/form")
    for rest, data in (("/form/project", {"do": "example"}), ("/materials", {"do": "samples"})):
        assert visitor.client.post(f"{LIST}/{draft}{rest}", data=data).status_code == 403
    assert filings.call("GET", f"/hall/applications/{draft}/form") == before


def test_hostile_text_is_shown_as_text(visitor: Visitor, filings: Filings) -> None:
    hostile = '"><script>alert(1)</script>{{7*7}}\u202e😀'
    draft = filings.open()
    here = f"{LIST}/{draft}"
    sent = {"do": "save", "owner/name": hostile, "owner/leader_name": "<img src=x>", "owner/leader_phone": hostile}
    refused = visitor.post(f"{here}/form/owner", sent)
    assert refused.status_code == 422
    filings.upload(draft, "M02", f"{hostile.replace('/', '')}.pdf")
    for text in (refused.text, visitor.get(f"{here}/materials").text):
        assert "<script>alert" not in text and "<img src=x" not in text and "&lt;script&gt;" in text
        assert "{{7*7}}" in text


def test_a_wrong_file_is_told_beside_its_material(visitor: Visitor, filings: Filings) -> None:
    here = f"{LIST}/{filings.open()}/materials"
    sent = {"csrf": visitor.word(here), "do": "upload", "code": "M01"}
    for name, content, status in (("a.exe", b"MZ", 422), ("a.pdf", b"MZ", 422), ("a.pdf", b"", 422)):
        answer = visitor.client.post(here, data=sent, files={"file": (name, content)})
        row = answer.text.partition('id="m-M01"')[2].partition("</tr>")[0]
        assert (answer.status_code, "✗" in row) == (status, True), name
    unknown = visitor.client.post(here, data={**sent, "code": "M99"}, files={"file": ("a.pdf", PDF)})
    assert unknown.status_code == 404
    nothing = visitor.post(here, {"do": "upload", "code": "M01"})
    assert nothing.status_code == 422 and 'id="errors"' in nothing.text


def test_a_confirmation_sent_twice_is_one(visitor: Visitor, filings: Filings) -> None:
    ready = filings.ready()
    here = f"{LIST}/{ready}/confirmation"
    assert visitor.post(here, {"do": "code", "phone": PHONE}).status_code == 200
    soon = visitor.post(here, {"do": "code", "phone": PHONE})
    assert soon.status_code == 429 and 'data-countdown="0"' not in soon.text and f'value="{PHONE}"' in soon.text
    sent = {"do": "confirm", "phone": PHONE, "code": filings.code(), "idempotency_key": "k", "csrf": visitor.word(here)}
    told = [visitor.client.post(here, data=sent) for _ in range(2)]
    assert [(one.status_code, one.headers["location"]) for one in told] == [(303, f"{LIST}/{ready}?filed=1")] * 2
    assert PHONE not in visitor.get(told[0].headers["location"]).text


def test_a_reuse_of_nothing_is_told(visitor: Visitor, filings: Filings) -> None:
    source, draft = filings.ready(), filings.open()
    here = f"{LIST}/{draft}/reuse/form"
    for data in ({"source": source}, {"source": source, "take": "nothing"}, {"source": draft, "take": "owner"}):
        answer = visitor.post(here, data)
        assert answer.status_code == 422 and 'id="errors"' in answer.text
