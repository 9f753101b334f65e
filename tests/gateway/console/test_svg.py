"""The drawings as SVG: well-formed, safe with any text, nothing written as style, each mark a link with a title."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.console import svg
from services.gateway.console.picture.sequence import sequence_of
from services.gateway.console.picture.states import states_of
from services.gateway.console.picture.view import View
from services.gateway.console.picture.waterfall import waterfall_of
from services.gateway.console.picture.words import Words
from services.gateway.traces.rules.step import Actor, Step
from tests.gateway.console.picture.journeys import (
    confirmed,
    journeys,
    many,
    relaxed,
    request,
    retried,
    road,
    state,
    step,
)  # fmt: skip
from tests.processes import ROOT

CSS = (ROOT / "services/gateway/console/static/picture.css").read_text("utf-8")
HOSTILE = [
    '"><script>alert(1)</script>', "</title></svg><img src=x>", "{{7*7}}", "'; DROP TABLE x", "&lt;b&gt;&amp;",
    "שלום \u202eevil\u202c مرحبا", "👩‍👩‍👧‍👦🏗️", "a\x00b\x08c\ud800d\uffff", "x" * 10_000, "审" * 10_000,
]  # fmt: skip


def pictures(steps: Sequence[Step], view: View | None = None) -> list[str]:
    words, view = Words("en"), view or View()
    drawn, fall, lanes = (
        sequence_of(steps, view, words),
        waterfall_of(steps, view, words),
        states_of(steps, view, words),
    )
    made = [svg.sequence_svg(drawn, words), svg.sequence_file(drawn, words)] if drawn else []
    made += [svg.waterfall_svg(fall, words), svg.waterfall_file(fall, words)] if fall else []
    return [str(one) for one in [*made, *([svg.states_svg(lanes, words)] if lanes else [])]]


def elements(picture: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(picture.encode("utf-8")).iter())


def hostile(text: str) -> list[Step]:
    """Everywhere a text can come from outside."""
    told = {"service": "review", "problem": text, "to": text, "report_code": text}
    return [
        *confirmed(),
        request("R2", f"POST /review/projects/{text}", 30, "422", detail=told, actor=Actor(role=text, account=text)),
        state("review:7", "unit", "linked", 31, "R2", service="review", subject=text),
        state("review:8", text, text, 32, service="review", previous=text),
        step("E7", "event", text, "handled", 33, caused_by="R2"),
        step("E7/sms", "delivery", text, "dead", 34, service="sms", caused_by="E7", error=text,
             tries=({"at": confirmed()[0].at, "status": "failed", "error": text},)),
        step("sms:8", "message", text, "failed", 35, service="sms", detail=told),
        step(text, "control", text, text, 36, service=text, fault=text, caused_by=text),
    ]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=[str(number) for number in range(len(HOSTILE))])
def test_hostile_text_is_shown_as_text(text: str) -> None:
    shown = re.sub("[\x00\x08\ud800\uffff]", "\ufffd", text)
    made = pictures(hostile(text))
    assert len(made) == 5
    for picture in made:
        found = elements(picture)
        assert {one.tag.rpartition("}")[2] for one in found} <= {
            "svg", "g", "a", "title", "rect", "path", "circle", "text", "style",
        }  # fmt: skip
        assert any(shown in (one.text or "") for one in found if one.tag.endswith("title"))
        assert not [name for one in found for name in one.attrib if name == "style" or name.startswith("on")]


@relaxed
@given(st.text(min_size=1, max_size=40))
def test_any_text_makes_a_picture(text: str) -> None:
    for picture in pictures(hostile(text)):
        elements(picture)


@pytest.mark.parametrize("steps", [road(), retried("dead", copies=2), many(200)], ids=["road", "dead", "many"])
def test_all_that_can_be_clicked_leads_somewhere_and_says_where(steps: Sequence[Step]) -> None:
    for picture in pictures(steps):
        links = [one for one in elements(picture) if one.tag.rpartition("}")[2] == "a"]
        assert links and all(one.find("{*}title") is not None or one.find("{*}text") is not None for one in links)
        ids = [one.attrib["id"] for one in elements(picture) if "id" in one.attrib]
        assert len(ids) == len(set(ids))
        leads = {one.attrib.get("href") for one in links} - {None}
        assert "xmlns" in picture[: picture.index(">")] or any(str(href).startswith("?step=") for href in leads)


def test_nothing_is_drawn_with_a_class_that_the_style_sheet_does_not_know() -> None:
    styled = set(re.findall(r"\.([a-z]+)", re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)))
    structure = {
        "sequence",
        "waterfall",
        "states",
        "row",
        "shape",
        "opened",
        "thing",
        "closed",
        "outbox",
        "pause",
        "failed",
    }
    for picture in [
        one for steps in (road(), retried("dead", 1), retried()) for one in pictures(steps, View(step="R"))
    ]:
        used = {name for one in elements(picture) for name in one.attrib.get("class", "").split()}
        assert used - styled <= structure


def test_a_file_stands_by_itself() -> None:
    words = Words("zh")
    drawing, fall = sequence_of(road(), View(), words), waterfall_of(road(), View(), words)
    assert drawing is not None and fall is not None
    for file in (svg.sequence_file(drawing, words), svg.waterfall_file(fall, words)):
        assert file.startswith("<svg ") and 'xmlns="http://www.w3.org/2000/svg"' in file
        assert "href=" not in file and ".picture text" in file
        [style] = [one for one in elements(file) if one.tag.endswith("style")]
        assert style.text and "font-variant-numeric: tabular-nums" in style.text and "/*" not in style.text


def test_rows_can_be_found_by_scripts() -> None:
    drawing = sequence_of(confirmed(), View(), Words())
    assert drawing is not None
    rows = {one.attrib["data-step"]: one.attrib for one in elements(svg.sequence_svg(drawing, Words()))
            if "data-step" in one.attrib}  # fmt: skip
    assert (rows["E1/review"]["data-cause"], rows["E1/review"]["data-event"]) == ("E1", "E1")
    assert rows["R"]["data-steps"] == "R hall:1" and "data-cause" not in rows["R"]


def test_heads_can_be_left_to_the_page() -> None:
    drawing = sequence_of(road(), View(), Words())
    assert drawing is not None
    whole, rows = svg.sequence_svg(drawing, Words()), svg.sequence_svg(drawing, Words(), heads=False)
    assert f'height="{drawing.height + svg.HEADS}"' in whole and f'height="{drawing.height}"' in rows
    assert 'class="heads"' not in rows


@relaxed
@given(journeys())
def test_any_journey_makes_pictures(steps: list[Step]) -> None:
    for picture in pictures(steps):
        elements(picture)
