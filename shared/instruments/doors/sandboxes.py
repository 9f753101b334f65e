"""Sandboxes, their lives and their clocks. Everything here may be asked for twice."""

from shared import sandbox
from shared.clock import Clock, real_micros
from shared.http.host import Host
from shared.instruments.contract import sandboxes
from shared.instruments.contract.clock import CLOCK, SET_CLOCK, ClockSet, ClockSetting, OfSandbox
from shared.instruments.contract.said import Changed, Ids, Nothing
from shared.instruments.inner_door import Answers
from shared.sandbox.in_flight import TOGETHER, send_anew, sent, unreceived
from shared.sandbox.uploads import files_named, forget_files_of

answers = Answers(caught_up=True)


@answers.to(sandboxes.SANDBOXES)
async def list_sandboxes(service: Host, _: Nothing) -> sandboxes.SandboxRows:
    """All of them."""
    return sandboxes.SandboxRows(
        items=[sandboxes.SandboxRow(**row) for row in await service.store.core_read(sandbox.names)]
    )


@answers.to(CLOCK)
async def clock(service: Host, asked: OfSandbox) -> ClockSetting:
    """How it is set."""
    shown = await service.store.core_read(sandbox.clock, asked.sandbox)
    return ClockSetting(offset=shown.offset, frozen_at=shown.frozen_at)


@answers.to(SET_CLOCK)
async def set_clock(service: Host, asked: ClockSet) -> ClockSetting:
    """What is due by then is done."""
    await sandbox.set_clock(service.store, asked.sandbox, Clock(offset=asked.offset, frozen_at=asked.frozen_at))
    service.timers.wake()
    return ClockSetting(offset=asked.offset, frozen_at=asked.frozen_at)


@answers.to(sandboxes.LIVES)
async def lives(service: Host, _: Nothing) -> sandboxes.KnownLives:
    """All of them."""
    known = [
        sandboxes.KnownLife(life=one.life, name=one.name, switched_on=one.switched_on)
        for one in await service.store.core_read(sandbox.lives)
    ]
    return sandboxes.KnownLives(items=known)


@answers.to(sandboxes.BEGIN_LIFE)
async def begin(service: Host, new: sandboxes.NewLife) -> Changed:
    """Beside what there is, and seen by nobody."""
    making = sandbox.Making(random_seed=new.random_seed)
    copied = new.blank or new.source is not None
    clock = Clock(offset=new.clock.offset, frozen_at=new.clock.frozen_at)
    origin = sandbox.Origin(new.source, clock) if copied else None
    return Changed(changed=await sandbox.begin(service.store, new.name, new.life, service.seed, making, origin))


@answers.to(sandboxes.SWITCH_LIFE)
async def switch(service: Host, asked: sandboxes.OfLife) -> Changed:
    """Its sandbox's name stands for it."""
    done = await sandbox.switch(service.store, asked.life)
    service.store.recorded.notify()  # what waited in it for being switched on
    service.timers.wake()
    return Changed(changed=done)


@answers.to(sandboxes.REMOVE_LIFE)
async def remove(service: Host, asked: sandboxes.OfLife) -> Changed:
    """With the files that no other life names."""
    named = await service.store.core_read(files_named, service.store.metadata, asked.life)
    gone = await sandbox.remove(service.store, asked.life)
    await forget_files_of(service.store, service.files, named)
    return Changed(changed=gone)


@answers.to(sandboxes.HOLD_LIFE)
async def hold(service: Host, asked: sandboxes.Hold) -> Changed:
    """Nothing is done in it meanwhile."""
    return Changed(changed=await sandbox.hold(service.store, asked.life, asked.holder, asked.seconds))


@answers.to(sandboxes.RELEASE_LIFE)
async def release(service: Host, asked: sandboxes.Release) -> Changed:
    """It goes on."""
    done = await sandbox.release(service.store, asked.life, asked.holder)
    service.store.recorded.notify()  # what was recorded before it was held
    service.timers.wake()
    return Changed(changed=done)


@answers.to(sandboxes.QUIET_LIFE)
async def quieten(service: Host, asked: sandboxes.Quiet) -> Changed:
    """Nothing of it is sent meanwhile."""
    done = await sandbox.quieten(service.store, asked.life, asked.seconds)
    await service.sending_pauses()
    return Changed(changed=done)


@answers.to(sandboxes.SENT)
async def list_sent(service: Host, asked: sandboxes.SentAsked) -> sandboxes.SentEvents:
    """What was under way, or had arrived, when the life was copied."""
    rows = await service.store.core_read(sent, asked.life, asked.types, asked.after)
    items = [sandboxes.SentEvent(id=row.id, type=row.type, sent_at=row.sent_at) for row in rows]
    return sandboxes.SentEvents(items=items, more=len(items) == TOGETHER)


@answers.to(sandboxes.UNRECEIVED)
async def list_unreceived(service: Host, asked: sandboxes.Expected) -> Ids:
    """Those of them that did not arrive."""
    since = await service.store.core_read(service.keeping.oldest, asked.life, real_micros())
    # What is older may have arrived and be forgotten.
    ids = [one.id for one in asked.items if one.sent_at >= since]
    return Ids(items=await service.store.core_read(unreceived, asked.life, ids))


@answers.to(sandboxes.SEND_ANEW)
async def unsend(service: Host, asked: sandboxes.Unsend) -> Ids:
    """Those that cannot be: their secrets are forgotten."""
    return Ids(items=await service.store.core_write(send_anew, asked.life, asked.items))
