"""A trace for the terminal: one line a step, effects indented under their causes."""

from datetime import timedelta

from services.gateway.traces.rules.controls import change_of
from services.gateway.traces.rules.names import facts_of, name_of, state_of
from services.gateway.traces.rules.step import Step, Trace

MAX_DEPTH = 6


def as_text(trace: Trace) -> str:
    """Real time since the first step, then who, what and what became of it."""
    depths = _depths(trace.steps)
    start = min((step.recorded_at for step in trace.steps), default=None)
    lines = [_heading(trace)]
    for step in trace.steps:
        since = (step.recorded_at - start) / timedelta(seconds=1) if start else 0.0
        lines.append(f"{since:>+9.3f}s  {'  ' * depths[step.id]}{_sentence(step)}")
        lines += [f"{'':12}{'  ' * depths[step.id]}↳ {line}" for line in _troubles(step)]
    lines += [f"未能查询：{name_of('services', name)}（{name}）" for name in trace.unavailable]
    return "\n".join(lines) + "\n"


def _heading(trace: Trace) -> str:
    services = len({step.service for step in trace.steps})
    return f"联合审图 {trace.journey}  沙箱 {trace.sandbox}  {services} 个系统 {len(trace.steps)} 步"


def _sentence(step: Step) -> str:
    who, kind = name_of("services", step.service), name_of("kinds", step.kind)
    tries = f" 第 {step.attempts} 次" if step.attempts > 1 else ""
    took = f" {step.duration_ms:.1f} ms" if step.duration_ms is not None else ""
    return f"{who} {kind} {_what(step)}{tries}{took}"


def _what(step: Step) -> str:
    if step.kind == "state":
        return f"{state_of(step.name, step.status)} {facts_of(step.detail)}".rstrip()
    if step.kind == "control":
        who = f"{step.actor.account}：" if step.actor and step.actor.account else ""
        became = f"{step.name} → {name_of('statuses', step.status)}"
        return f"{name_of('controls', step.name)} {became} {who}{change_of(step.detail)}".rstrip()
    known = f"{name_of('events', step.name)} " if step.kind in ("event", "delivery") else ""
    return f"{known}{step.name} → {name_of('statuses', step.status)}"


def _troubles(step: Step) -> list[str]:
    return [f"{name_of('statuses', attempt.status)}：{attempt.error}" for attempt in step.tries if attempt.error]


def _depths(steps: list[Step]) -> dict[str, int]:
    """How far each step is from the request that began it; causes come before effects in a trace."""
    depths: dict[str, int] = {}
    for step in steps:
        cause = depths.get(step.caused_by or "")
        depths[step.id] = 0 if cause is None else min(cause + 1, MAX_DEPTH)
    return depths
