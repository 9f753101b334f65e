"""The pictures as a browser draws them: its own letters fit into the room that was reckoned for them."""

from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Page, sync_playwright

from services.gateway.console import svg
from services.gateway.console.picture.sequence import sequence_of
from services.gateway.console.picture.states import states_of
from services.gateway.console.picture.view import View
from services.gateway.console.picture.waterfall import waterfall_of
from services.gateway.console.picture.words import Language, Words
from services.gateway.traces.rules.step import Step
from tests.gateway.console.picture.journeys import request, retried, road, state

ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
STEPS: Sequence[Step] = [
    *road(4), *retried("dead", copies=2)[1:4],
    request("L", "POST /review/project-links", 6_000, detail={"service": "review"}),
    state("review:7", "unit", "linked", 6_001, "L", service="review", subject="示例建筑设计有限公司（🏗️ מבנה）"),
    request("P", "POST /portal/login", 6_020, "429", detail={"service": "portal", "problem": "too-many-requests"}),
]  # fmt: skip
SPILLED = """() => {
  const inside = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1
  const box = element => element.getBoundingClientRect()
  const found = []
  for (const pill of document.querySelectorAll("a.pill"))
    if (!inside(box(pill.querySelector("text")), box(pill.querySelector("rect")))) found.push(pill.textContent)
  for (const row of document.querySelectorAll("g.row")) {
    const texts = [...row.querySelectorAll("text:not(.badge):not(.virtual)")].map(text => [box(text), text.textContent])
    texts.sort((one, other) => one[0].left - other[0].left)
    for (let n = 1; n < texts.length; n++) {
      const [before, after] = [texts[n - 1][0], texts[n][0]]
      const beside = before.top < after.bottom - 4 && after.top < before.bottom - 4
      if (beside && after.left < before.right - 1) found.push([texts[n - 1][1], texts[n][1]].join(" on "))
    }
    const edge = box(document.querySelector("svg")).right
    for (const [at, said] of texts) if (at.right > edge) found.push("outside: " + said)
  }
  return found
}"""


@pytest.fixture(scope="module")
def page(chromium_path: str) -> Iterator[Page]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium_path, args=ARGS)
        yield browser.new_page()
        browser.close()


def pictures(language: Language) -> list[str]:
    words, view = Words(language), View()
    drawn, fall, lanes = (
        sequence_of(STEPS, view, words),
        waterfall_of(STEPS, view, words),
        states_of(STEPS, view, words),
    )
    assert drawn and fall and lanes
    return [svg.sequence_svg(drawn, words), svg.waterfall_svg(fall, words), svg.states_svg(lanes, words)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_text_fits(page: Page, language: Language) -> None:
    for picture in pictures(language):
        show(page, picture)
        assert page.evaluate(SPILLED) == []


def test_a_pill_that_is_too_narrow_would_be_noticed(page: Page) -> None:
    show(page, str(pictures("en")[0]).replace('rx="9"', 'rx="9" transform="scale(.5 1)"'))
    assert page.evaluate(SPILLED) != []


def test_a_file_has_its_colours_and_asks_for_nothing(page: Page) -> None:
    words = Words("zh")
    drawing = sequence_of(STEPS, View(), words)
    assert drawing is not None
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(svg.sequence_file(drawing, words))
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate("() => getComputedStyle(document.querySelector('.http .line')).stroke")
    page.emulate_media(color_scheme="light")
    light = page.evaluate("() => getComputedStyle(document.querySelector('.http .line')).stroke")
    assert (dark, light, asked) == ("rgb(127, 178, 236)", "rgb(26, 95, 180)", [])


def show(page: Page, picture: str) -> None:
    page.set_content(f"<!doctype html><style>body{{margin:0}}{svg.plain_css(svg._STYLE)}</style>{picture}")
