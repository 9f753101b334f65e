"""What is said of a step when somebody points at it: all there is, a line each."""

from collections.abc import Iterator
from datetime import timedelta

from services.gateway.console.picture.gaps import Gap
from services.gateway.console.picture.judging import FAILED
from services.gateway.console.picture.moments import length, told
from services.gateway.console.picture.runs import Run
from services.gateway.console.picture.shape import Shape
from services.gateway.console.picture.words import Words
from services.gateway.traces.rules.controls import change_of
from services.gateway.traces.rules.step import Step

_DIFFERS = timedelta(seconds=1)


def title_of(step: Step, words: Words) -> str:
    """Who did what and what became of it; why; how long; when."""
    return "\n".join([*_what(step, words), *_why(step, words), *_how_long(step, words), *_when(step, words)])


def title_of_shape(shape: Shape, words: Words) -> str:
    """The same for a row: one try of several says which, a request also what it led to."""
    step, lines = shape.step, []
    if shape.number is not None and not shape.copies:
        one = step.tries[shape.number - 1]
        lines.append(words.say("rows.one_try", number=shape.number, count=len(step.tries)))
        lines += [words.say("titles.failed", error=one.error or one.status)] if one.status in FAILED else []
    elif shape.copies:
        lines.append(words.say("rows.copies", count=shape.copies))
    states = [became(state, words) for state in shape.states]
    return "\n".join([title_of(step, words), *lines, *states])


def thing_of(step: Step, words: Words) -> str:
    """`material M01`: what a state is of."""
    return f"{words.name('things', step.name)} {step.subject or ''}".rstrip()


def became(step: Step, words: Words) -> str:
    """`material M01 → uploaded`."""
    return words.say("rows.became", thing=thing_of(step, words), state=words.name("states", step.status))


def said_of_run(run: Run, words: Words) -> str:
    """`▸ 23 × material`: the arrow says whether its requests follow."""
    named = words.say("rows.run", count=len(run.shapes), thing=words.name("things", run.thing))
    return f"{'▾' if run.opened else '▸'} {named}"


def said_of_gap(gap: Gap, words: Words) -> str:
    """How long nothing happened, and how far the sandbox's clock went meanwhile."""
    key = "gap" if gap.virtual_ms is None else "gap_moved" if gap.ms > 100 else "moved"
    return words.say(f"rows.{key}", length=length(gap.ms), virtual=length(gap.virtual_ms or 0))


def _what(step: Step, words: Words) -> Iterator[str]:
    if step.kind == "state":
        yield became(step, words)
        if step.previous:
            yield words.say("titles.before", state=words.name("states", step.previous))
        return
    if step.kind == "control":
        yield words.name("controls", step.name)
    if step.kind in ("event", "delivery") and (known := words.name("events", step.name)) != step.name:
        yield known
    yield f"{step.name} → {words.name('statuses', step.status)}"
    if step.actor is not None:
        yield words.say("titles.actor", role=step.actor.role, account=step.actor.account)
    if to := step.detail.get("to"):
        yield words.say("titles.to_phone", to=to)


def _why(step: Step, words: Words) -> Iterator[str]:
    if step.kind == "control" and (change := change_of(step.detail)):
        yield change
    yield from (str(step.detail[key]) for key in ("problem", "report_code") if step.detail.get(key))
    if step.error:
        yield step.error
    if step.fault:
        yield words.say("titles.fault", fault=step.fault)


def _how_long(step: Step, words: Words) -> Iterator[str]:
    if step.waited_ms is not None:
        yield words.say("rows.waited", length=length(step.waited_ms))
    if step.duration_ms is not None and step.kind != "event":
        yield words.say("titles.took", length=length(step.duration_ms))


def _when(step: Step, words: Words) -> Iterator[str]:
    yield told(step.recorded_at)
    if abs(step.at - step.recorded_at) >= _DIFFERS:
        yield words.say("titles.sandbox_time", time=told(step.at))
