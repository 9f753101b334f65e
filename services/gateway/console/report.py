"""报告: a journey as one file to keep, to send and to print: all of it is in there, and it is read without scripts."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from markupsafe import Markup

from services.gateway.console.picture.headings import Entry
from services.gateway.console.picture.judging import fails
from services.gateway.console.picture.messages import messages_of
from services.gateway.console.picture.sequence import sequence_of
from services.gateway.console.picture.states import states_of
from services.gateway.console.picture.table import table_of
from services.gateway.console.picture.view import View
from services.gateway.console.picture.waterfall import waterfall_of
from services.gateway.console.picture.words import Language, Words
from services.gateway.console.place import PLACE
from services.gateway.console.svg import plain_css, sequence_svg, states_svg, waterfall_svg
from services.gateway.instruments.journeys.summary import Journey
from services.gateway.traces.rules.names import name_of
from services.gateway.traces.rules.step import Step, Trace

_NO_HTML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_STYLES = ("report.css", "picture.css")


def report_of(trace: Trace, about: Journey | None, language: Language) -> str:
    """The whole file, in one language."""
    from shared.pages.environment import environment_of  # with the first page: starting does without Jinja2

    steps, words = trace.steps, Words(language)
    rows = table_of(steps, View(), words)
    text = environment_of(PLACE).get_template("report.html").render(
        lang=language, trace=trace, about=about, style=_style(), pictures=_pictures(steps, words, trace.unavailable),
        chapters=_chapters(steps, words), rows=rows, texts=messages_of(steps, View(), words),
        state=_stands(about, language) if about else "",
        wrong=[row for step, row in zip(steps, rows, strict=True) if fails(step)],
    )  # fmt: skip
    return _NO_HTML.sub("\ufffd", text)


def _stands(about: Journey, language: Language) -> str:
    """The last thing that got into a state, and which."""
    named = [(section, word) for section, word in (("things", about.state), ("states", about.status)) if word]
    return " ".join(name_of(section, word, language) for section, word in named)


def _pictures(steps: Sequence[Step], words: Words, away: list[str]) -> list[tuple[str, Markup]]:
    """Each view that has something to show; links lead nowhere in a file."""
    view = View()
    drawn, fall, lanes = (
        sequence_of(steps, view, words, away=away), waterfall_of(steps, view, words), states_of(steps, view, words),
    )  # fmt: skip
    made = [
        ("sequence", sequence_svg(drawn, words, linked=False) if drawn else None),
        ("waterfall", waterfall_svg(fall, words, linked=False) if fall else None),
        ("states", states_svg(lanes, words, linked=False) if lanes else None),
    ]
    return [(name, picture) for name, picture in made if picture is not None]


def _chapters(steps: Sequence[Step], words: Words) -> tuple[Entry, ...]:
    drawing = sequence_of(steps, View(), words)
    return drawing.chapters if drawing else ()


@cache
def _style() -> Markup:
    """The style sheets in the file itself. They hold nothing that could end the element: a test looks."""
    css = "\n".join(plain_css(Path(__file__).parent / "static" / name) for name in _STYLES)
    return Markup("<style>{}</style>").format(Markup(css))
