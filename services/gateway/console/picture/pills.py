"""Pills: states on their lane, texts as they stand on the phone, and what is to be done about a failure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from services.gateway.console.picture.board import TIME_END, Board
from services.gateway.console.picture.judging import classes_of
from services.gateway.console.picture.marks import Arrow, Label, Pill
from services.gateway.console.picture.measure import SMALL, cut, width_of
from services.gateway.console.picture.moments import clock
from services.gateway.console.picture.runs import Run
from services.gateway.console.picture.shape import Shape
from services.gateway.console.picture.titles import became, thing_of, title_of
from services.gateway.console.picture.view import anchor_of
from services.gateway.console.picture.words import Words
from services.gateway.traces.rules.controls import change_of
from services.gateway.traces.rules.step import Step

PILL_AT, WIDEST, NARROWEST, ROUND = 9, 196, 40, 7
BESIDE, BETWEEN, MORE = 12, 6, 36


def pills_of(shape: Shape, arrow: Arrow | None, above: Sequence[Label], title: str, board: Board) -> tuple[Pill, ...]:
    """Where the arrow arrives, behind what stands `above` it; of what passes between nobody, on its lane."""
    found = [*(_state(state, board) for state in shape.states), *_own(shape, title, board)]
    if arrow is None:
        x = board.lanes.get(shape.step.service, board.right / 2)
        left = x - sum(pill.width for pill in found[:1]) // 2
        return _rightwards(found, max(left, TIME_END + BESIDE), board.right)
    first = min(board.lanes.values()) + 14
    if arrow.x2 < arrow.x1 and found and found[0].width <= arrow.x2 - BESIDE - first:
        return _leftwards(found, arrow.x2 - BESIDE, first)
    ends = [ceil(label.x + width_of(label.text)) for label in above if label.anchor == "start"]
    return _rightwards(found, max([arrow.x1, arrow.x2, *ends]) + BESIDE, board.right)


def summary_of(run: Run, arrow: Arrow, board: Board) -> tuple[Pill, ...]:
    """What a folded run led to: each state with how often."""
    counted = Counter(state.status for shape in run.shapes for state in shape.states)
    if not counted:
        return ()
    words = board.words
    text = " · ".join(f"{words.name('states', status)} {count}" for status, count in counted.items())
    title = "\n".join(became(state, words) for shape in run.shapes for state in shape.states)
    return _rightwards([_pill(run.step.id, arrow.href, title, ("state",), text)], arrow.x2 + BESIDE, board.right)


def _state(state: Step, board: Board) -> Pill:
    """Its link is that of its cause: the row it stands in."""
    href = board.view.at(state.caused_by or state.id)
    title, text = title_of(state, board.words), _state_text(state, board.words)
    return _pill(state.id, href, title, ("state",), text, anchor_of(state.id))


def _state_text(state: Step, words: Words) -> str:
    """Where there is not room for all, the state counts more than what it is of."""
    whole, ending = became(state, words), words.say("rows.became", thing="", state=words.name("states", state.status))
    if width_of(whole, SMALL) <= WIDEST:
        return whole
    ending = cut(ending, WIDEST - NARROWEST, SMALL)
    return cut(thing_of(state, words), WIDEST - width_of(ending, SMALL), SMALL) + ending


def _own(shape: Shape, title: str, board: Board) -> Iterator[Pill]:
    step, words = shape.step, board.words
    href = board.view.at(step.id)
    last = shape.number is None or shape.number == len(step.tries)
    if step.kind == "message":
        text = " · ".join(str(step.detail[key]) for key in ("to", "report_code") if step.detail.get(key))
        message = step.detail.get("message_id")
        leads = board.links.message(str(message)) if message else href
        yield _pill(step.id, leads, title, classes_of(step), text or words.name("statuses", step.status))
    elif step.kind == "request" and step.detail.get("problem"):
        yield _pill(step.id, href, title, classes_of(step), str(step.detail["problem"]))
    elif step.kind == "control":
        text = change_of(step.detail) or words.name("statuses", step.status)
        yield _pill(step.id, href, title, classes_of(step), text)
    elif step.kind == "delivery" and step.status == "dead" and last and not shape.copies:
        yield _pill(step.id, href + "#actions", title, ("dead", "action"), words.say("rows.dead"))
    elif step.kind == "delivery" and step.status == "retrying" and step.next_attempt_at and last and not shape.copies:
        due = clock(step.next_attempt_at, step.at)
        yield _pill(step.id, href, title, ("retry",), words.say("rows.next_attempt", time=due))
    elif step.kind not in ("request", "event", "delivery"):
        text = _state_text(step, words) if step.kind == "state" else f"{step.name} {step.status}"
        yield _pill(step.id, board.view.at(step.caused_by or step.id), title, classes_of(step), text)


def _pill(step: str, href: str, title: str, classes: tuple[str, ...], text: str, anchor: str | None = None) -> Pill:
    text = cut(text, WIDEST, SMALL)
    width = ceil(width_of(text, SMALL)) + 2 * ROUND
    return Pill(step, href, title, classes, x=0, y=PILL_AT, width=width, text=text, id=anchor)


def _rightwards(pills: Sequence[Pill], left: float, right: float) -> tuple[Pill, ...]:
    """One after the other; for those that find no room stands their number, and the first is always there."""
    placed: list[Pill] = []
    for number, pill in enumerate(pills):
        more = MORE if number < len(pills) - 1 else 0
        if placed and left + pill.width + more > right:
            return (*placed, replace(_more(pills[number:]), x=left))
        placed.append(replace(pill, x=left))
        left += pill.width + BETWEEN
    return tuple(placed)


def _leftwards(pills: Sequence[Pill], right: float, left: float) -> tuple[Pill, ...]:
    """The same, mirrored: the first stands nearest."""
    mirrored = _rightwards(pills, -right, -left)
    return tuple(replace(pill, x=-pill.x - pill.width) for pill in mirrored)


def _more(pills: Sequence[Pill]) -> Pill:
    """Stands for those that find no room: the row's own link and title have them all."""
    title = "\n".join(pill.title for pill in pills)
    return _pill(pills[0].step, pills[0].href, title, ("state", "more"), f"+{len(pills)}")
