"""Judge a journey by expectations, waiting for what is missing; make expectations of one."""

import asyncio
from collections.abc import Mapping, Sequence

from services.gateway.instruments.verify.judging import Judged, Steps, explained, judge, judge_absent
from services.gateway.instruments.verify.made import expectation_of
from services.gateway.instruments.verify.sentences import sentence
from services.gateway.instruments.verify.show import Made, VerdictView, VerifiedView, Verify
from services.gateway.instruments.verify.wanted import Candidate, Wanted
from services.gateway.peers.asking import Peers
from services.gateway.peers.watch import Caller, first
from services.gateway.traces.lookups.find_envelopes import find_envelopes
from services.gateway.traces.lookups.known_trace import known_trace
from services.gateway.traces.rules.step import Step
from services.gateway.traces.rules.telling import told
from shared.context import current
from shared.instruments.contract.journal import JOURNALS
from shared.instruments.contract.journeys import JOURNEYS, JourneysAsked
from shared.instruments.contract.said import Ids

Data = Mapping[str, Mapping[str, object]]
"""What stood in events, by their ids."""
NEWEST = 200
SHOWN = 20
"""Steps in an answer, for each expectation."""


async def verify(caller: Caller, peers: Peers, asked: Verify) -> VerifiedView:
    """Raises JourneyUnknown for a journey that nobody knows when the time is up."""
    expected, absent = [one.wanted() for one in asked.expect], [one.wanted() for one in asked.absent]

    async def judged(explain: bool) -> tuple[list[Judged], list[Judged]]:
        steps = await _steps(peers, asked.journey)
        data = await _data(peers, steps, [*expected, *absent])
        # on a thread: of thousands of steps and hundreds of expectations it takes a while, and others wait
        return await asyncio.to_thread(_judged, steps, data, expected, absent, asked.in_order, explain)

    async def look() -> tuple[list[Judged], list[Judged]] | None:
        found = await judged(explain=False)
        return found if all(one.passed for one in found[0]) else None

    outcome = await first(caller, look, peers.names, asked.timeout) or await judged(explain=True)
    if asked.journey is not None:
        await known_trace(peers, asked.journey)
    expectations, kept_away = ([_view(one) for one in part] for part in outcome)
    passed = all(one.passed for one in (*expectations, *kept_away))
    return VerifiedView(passed=passed, expectations=expectations, absent=kept_away)


async def make_expectation(peers: Peers, journey: str) -> Made:
    """Raises JourneyUnknown."""
    trace, _ = await known_trace(peers, journey)
    return Made(**expectation_of(trace.steps))


def _judged(
    steps: Sequence[Step], data: Data, expected: Sequence[Wanted], absent: Sequence[Wanted], in_order: bool,
    explain: bool,
) -> tuple[list[Judged], list[Judged]]:  # fmt: skip
    told_of = ((step, step.model_dump(mode="json", by_alias=True)) for step in steps)
    all_ = Steps([Candidate(step, {**document, **data.get(step.event_id or "", {})}) for step, document in told_of])
    found = judge(all_, expected, in_order)
    return [explained(one, all_) for one in found] if explain else found, judge_absent(all_, absent)


def _view(judged: Judged) -> VerdictView:
    shown = list(judged.steps or ((judged.closest,) if judged.closest else ()))
    detail = sentence(judged, current().language)
    return VerdictView(passed=judged.passed, found=len(judged.steps), steps=shown[:SHOWN], detail=detail)


async def _steps(peers: Peers, journey: str | None) -> list[Step]:
    ids = [journey] if journey is not None else await _newest(peers)
    answers = await peers.ask_all(JOURNALS, Ids(items=ids))
    lines = [line for answer in answers.by_service.values() for line in answer.items]
    return told(lines, await peers.subscribers())


async def _newest(peers: Peers) -> list[str]:
    answers = await peers.ask_all(JOURNEYS, JourneysAsked(limit=NEWEST))
    ids = {journey for answer in answers.by_service.values() for journey in answer.items}
    return sorted(ids, reverse=True)[:NEWEST]


async def _data(peers: Peers, steps: Sequence[Step], wanted: Sequence[Wanted]) -> Data:
    """What stood in the events, where somebody asks."""
    if not any(pointer.startswith("/data") for one in wanted for pointer, _ in one.where):
        return {}
    names, kinds = {one.name for one in wanted}, ("event", "delivery")
    ids = {step.event_id for step in steps if step.kind in kinds and step.name in names and step.event_id}
    return {one["id"]: {"data": one["data"]} for one in await find_envelopes(peers, sorted(ids))}
