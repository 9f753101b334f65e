"""检查点: the sandbox kept, gone back to, begun anew elsewhere, and taken along as a file."""

import asyncio
import shutil
from typing import IO

from fastapi import UploadFile
from starlette.responses import Response

from services.gateway.console.place import in_sandbox
from services.gateway.console.presenting import refuse_while_presenting
from services.gateway.instruments.checkpoints import act
from services.gateway.instruments.checkpoints.show import MakeCheckpoint, RestoreCheckpoint, view_of
from services.gateway.instruments.entrance import EverywhereDep, HandDep
from services.gateway.instruments.exports.act import import_sandbox
from services.gateway.instruments.exports.errors import ZipExpected
from services.gateway.instruments.exports.handing import as_file, scratch
from services.gateway.peers.everywhere import Everywhere
from shared.errors import Problem
from shared.pages.bodies import body_with
from shared.pages.visit import SANDBOX_COOKIE, Visit, VisitDep

router = in_sandbox()


@router.get("/checkpoints")
async def show(visit: VisitDep, everywhere: EverywhereDep) -> Response:
    """The newest first."""
    return await _page(visit, everywhere)


@router.post("/checkpoints")
async def make(visit: VisitDep, everywhere: EverywhereDep, hand: HandDep) -> Response:
    """Keep the sandbox as it is now."""
    try:
        body = body_with(MakeCheckpoint, {"name": visit.fields.get("name", "").strip() or None})
        await act.make_checkpoint(everywhere, hand, body.name)
    except Problem as problem:
        return await _page(visit, everywhere, problem)
    return visit.to(f"/console/in/{visit.sandbox}/checkpoints")


@router.post("/checkpoints/restore")
async def restore(visit: VisitDep, everywhere: EverywhereDep, hand: HandDep) -> Response:
    """Go back to it here, not while presenting; or into another sandbox, and look into that one."""
    name, into = visit.fields.get("checkpoint", ""), visit.fields.get("into", "").strip() or None
    if into in (None, visit.sandbox):
        refuse_while_presenting(visit)
    try:
        body = body_with(RestoreCheckpoint, {"into": into})
        restored = await act.restore_checkpoint(everywhere, hand, name, body.into)
    except Problem as problem:
        return await _page(visit, everywhere, problem)
    return _into(visit, restored)


@router.post("/checkpoints/delete")
async def delete(visit: VisitDep, everywhere: EverywhereDep, hand: HandDep) -> Response:
    """Forget one."""
    try:
        await act.delete_checkpoint(everywhere, hand, visit.fields.get("checkpoint", ""))
    except Problem as problem:
        return await _page(visit, everywhere, problem)
    return visit.to(f"/console/in/{visit.sandbox}/checkpoints")


@router.post("/checkpoints/export")
async def export(visit: VisitDep, everywhere: EverywhereDep, hand: HandDep) -> Response:
    """The sandbox as a file."""
    try:
        return await as_file(everywhere, hand)
    except Problem as problem:
        return await _page(visit, everywhere, problem)


@router.post("/checkpoints/import")
async def import_(
    visit: VisitDep, everywhere: EverywhereDep, hand: HandDep, file: UploadFile | None = None
) -> Response:
    """A file into a sandbox, not into this one while presenting; and look into it."""
    into = visit.fields.get("into", "").strip() or None
    if into == visit.sandbox:
        refuse_while_presenting(visit)
    try:
        body = body_with(RestoreCheckpoint, {"into": into})
        if file is None:
            raise ZipExpected
        async with scratch() as kept:
            with kept.open("wb") as target:
                await asyncio.to_thread(_copy, file.file, target)
            made = await import_sandbox(everywhere, hand, kept, body.into)
    except Problem as problem:
        return await _page(visit, everywhere, problem)
    return _into(visit, made)


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    source.seek(0)
    shutil.copyfileobj(source, target)


def _into(visit: Visit, sandbox: str) -> Response:
    visit.set_cookie(SANDBOX_COOKIE, sandbox)
    return visit.to(f"/console/in/{sandbox}")


async def _page(visit: Visit, everywhere: Everywhere, problem: Problem | None = None) -> Response:
    found = [view_of(one) for one in await act.list_checkpoints(everywhere)]
    return visit.page("checkpoints.html", refused=problem, checkpoints=found, current="checkpoints")
