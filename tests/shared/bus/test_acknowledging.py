"""Groups of acknowledgements: each delivery once, and never one that is not finished."""

import asyncio
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from shared.bus.rabbit.deliveries import Acknowledging
from tests.shared.bus.ends import no_litter

__all__ = ["no_litter"]


class Broker:
    """Settles as RabbitMQ does, and objects as it would."""

    def __init__(self, deliveries: int, delays: Iterable[int] = ()) -> None:
        self._delays = iter(delays)  # of each frame, in turns of the event loop
        self.outstanding = set(range(1, deliveries + 1))
        self.acknowledged: set[int] = set()
        self.frames = 0

    async def acknowledge(self, tag: int, multiple: bool) -> None:
        for _ in range(next(self._delays, 1)):
            await asyncio.sleep(0)
        self.frames += 1
        assert tag in self.outstanding, f"PRECONDITION_FAILED - unknown delivery tag {tag}"
        self.take({other for other in self.outstanding if other == tag or (multiple and other < tag)})

    def take(self, tags: set[int]) -> None:
        self.outstanding -= tags
        self.acknowledged |= tags


async def test_what_finishes_together_is_one_frame() -> None:
    broker = Broker(200)
    acks = Acknowledging(broker.acknowledge)
    await asyncio.gather(*map(acks.finished, range(200, 0, -1)))
    assert (broker.frames, len(broker.acknowledged)) == (1, 200)


async def test_what_finishes_a_moment_later_joins() -> None:
    broker = Broker(2)
    acks = Acknowledging(broker.acknowledge, behind=0.3)
    first = asyncio.create_task(acks.finished(1))
    for _ in range(5):
        await asyncio.sleep(0)
    await acks.finished(2)
    assert broker.frames == 0
    await first
    assert (broker.frames, broker.acknowledged) == (1, {1, 2})


async def test_a_delivery_in_hand_does_not_hold_up_the_others() -> None:
    broker = Broker(5)
    acks = Acknowledging(broker.acknowledge)
    await asyncio.gather(*map(acks.finished, (1, 3, 4)))
    assert broker.acknowledged == {1, 3, 4}
    await asyncio.gather(acks.finished(2), acks.finished(5))
    assert broker.acknowledged == {1, 2, 3, 4, 5}
    assert broker.frames == 4


@given(
    order=st.permutations(range(1, 7)),
    given_back=st.sets(st.integers(1, 6), max_size=2),
    unheard_of=st.sets(st.integers(1, 6), max_size=1),
    pauses=st.sets(st.integers(0, 5)),
    delays=st.lists(st.integers(0, 5), max_size=12),
)
def test_each_is_settled_once_and_none_that_is_not_finished(
    order: list[int], given_back: set[int], unheard_of: set[int], pauses: set[int], delays: list[int]
) -> None:
    async def play() -> None:
        broker = Broker(6, delays)
        acks = Acknowledging(broker.acknowledge)
        finished: set[int] = set()
        async with asyncio.TaskGroup() as group:
            for step, tag in enumerate(order):
                if tag in unheard_of:
                    continue
                if tag in given_back:
                    broker.outstanding.remove(tag)
                    acks.settled(tag)
                else:
                    finished.add(tag)
                    group.create_task(acks.finished(tag))
                if step in pauses:
                    await asyncio.sleep(0)
                    assert broker.acknowledged <= finished
        assert broker.acknowledged == finished
        assert broker.outstanding == unheard_of

    asyncio.run(play())
