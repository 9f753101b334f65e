"""Traces as pictures: mermaid that parses, text that reads."""

import re

from services.gateway.instruments.journeys.mermaid import as_mermaid, plain
from services.gateway.instruments.journeys.text import as_text
from services.gateway.traces.rules.grouping import steps_of
from services.gateway.traces.rules.order import in_causal_order
from services.gateway.traces.rules.step import Trace
from tests.gateway.traces.journals import CONFIRMED, confirmed_with_a_retry, line

PARTICIPANT = re.compile(r"(participant|actor) (\w+) as \S+")
ARROW = re.compile(r"(\w+)(->>|-->>|--x|-\))(\w+): [^;#\n]+")
NOTE = re.compile(r"Note (?:over|right of) (\w+): [^;#\n]+")


def trace(**more: object) -> Trace:
    steps = in_causal_order(steps_of(confirmed_with_a_retry()))
    return Trace.model_validate({"journey": "J", "sandbox": "default", "steps": steps} | more)


def check_mermaid(diagram: str) -> None:
    """The part of mermaid's sequence grammar that is used here; every actor declared before it acts."""
    first, *lines = [text.strip() for text in diagram.strip().splitlines()]
    assert first == "sequenceDiagram"
    known: set[str] = set()
    for text in lines:
        if text == "autonumber":
            continue
        if declared := PARTICIPANT.fullmatch(text):
            known.add(declared[2])
        elif arrow := ARROW.fullmatch(text):
            assert {arrow[1], arrow[3]} <= known, text
        else:
            note = NOTE.fullmatch(text)
            assert note, f"mermaid would not parse: {text}"
            assert note[1] in known, text


def test_the_diagram_keeps_to_the_grammar_and_names_everybody() -> None:
    diagram = as_mermaid(trace())
    check_mermaid(diagram)
    assert "applicant->>hall: POST /hall/applications/J/confirmation → 200" in diagram
    assert "hall-->>review: 申报已确认 hall.application.confirmed 已处理 (2 次)" in diagram
    assert "sms-)phone: account-created 已送达" in diagram
    assert "participant review as 省图审平台" in diagram
    assert "Note over hall: 申报 application → 接件 confirmed" in diagram


def test_nothing_in_a_text_ends_a_statement_early() -> None:
    nasty = line("review", 1, "delivery", CONFIRMED, "dead", 1, event_id="E", error="a;b #1\nend <br> %%{x}%%")
    diagram = as_mermaid(Trace(journey="J", sandbox="s", steps=steps_of([nasty]), unavailable=["sms"]))
    check_mermaid(diagram)
    assert "未能查询 短信平台" in diagram
    assert plain("; # \n") == ""


def test_an_event_that_nobody_took_is_still_shown() -> None:
    lonely = line("hall", 1, "event", CONFIRMED, "emitted", 0, event_id="E")
    diagram = as_mermaid(Trace(journey="J", sandbox="s", steps=steps_of([lonely])))
    check_mermaid(diagram)
    assert "Note right of hall: 申报已确认 hall.application.confirmed 已记录" in diagram


def test_an_empty_trace_is_a_diagram_too() -> None:
    check_mermaid(as_mermaid(Trace(journey="J", sandbox="s", steps=[])))


def test_the_text_indents_effects_and_says_what_went_wrong() -> None:
    lines = as_text(trace(unavailable=["sms"])).splitlines()
    assert lines[0] == "联合审图 J  沙箱 default  4 个系统 8 步"
    assert lines[1] == "   +0.000s  网关 请求 POST /hall/applications/J/confirmation → 200 9.0 ms"
    assert lines[4] == "   +0.006s      省图审平台 投递 申报已确认 hall.application.confirmed → 已处理 第 2 次 1.5 ms"
    assert lines[5].strip() == "↳ 失败：OSError: away"
    assert lines[-1] == "未能查询：短信平台（sms）"
