"""导出与导入: a sandbox as one file."""

import asyncio
from typing import Annotated

from fastapi import Query, Request
from fastapi.responses import Response

from services.gateway.instruments.entrance import EverywhereDep, HandDep, sim_router
from services.gateway.instruments.exports import act
from services.gateway.instruments.exports.errors import ZipExpected
from services.gateway.instruments.exports.handing import ZIP, as_file, scratch
from services.gateway.instruments.exports.show import Imported
from services.gateway.peers.naming import SandboxNamed

router = sim_router("sandboxes 沙箱")

_CONTENT = {ZIP: {"schema": {"type": "string", "format": "binary"}}}


@router.get("/export", response_class=Response, responses={200: {"description": "The file", "content": _CONTENT}})
async def export(everywhere: EverywhereDep, hand: HandDep) -> Response:
    """The whole sandbox as it is at this moment, as one zip: rows of all services, clock, faults, uploads.

    It holds what the sandbox holds, personal data and texts included; no signing secret of the instance.
    """
    return await as_file(everywhere, hand)


@router.post("/import", openapi_extra={"requestBody": {"required": True, "content": _CONTENT}})
async def import_(
    request: Request,
    everywhere: EverywhereDep,
    hand: HandDep,
    sandbox: Annotated[SandboxNamed | None, Query(description="Which sandbox; without it, a new one.")] = None,
) -> Imported:
    """Read an exported file into a sandbox, which is made where there is none; what was in it is gone, with its logins.

    Files of older formats are lifted; what cannot be taken is refused, and then nothing was changed.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() not in ("", ZIP):
        raise ZipExpected
    async with scratch() as file:
        with file.open("wb") as kept:  # the door limits its size
            async for chunk in request.stream():
                await asyncio.to_thread(kept.write, chunk)
        return Imported(sandbox=await act.import_sandbox(everywhere, hand, file, sandbox))
