"""Files on their way in and out: on the disk, our own alone (0600), and gone afterwards."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi.responses import FileResponse, Response
from starlette.background import BackgroundTask

from services.gateway.hands.hand import Hand
from services.gateway.instruments.exports.act import export_sandbox
from services.gateway.peers.everywhere import Everywhere
from shared.context import current

ZIP = "application/zip"


async def as_file(everywhere: Everywhere, hand: Hand) -> Response:
    """The current sandbox, to be kept by who asked. Raises NotCopied, UpstreamUnavailable, StorageFull."""
    file = await asyncio.to_thread(_made)
    try:
        await export_sandbox(everywhere, hand, file)
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    name = f"{current().sandbox}.zip"
    return FileResponse(file, media_type=ZIP, filename=name, background=BackgroundTask(file.unlink, missing_ok=True))


@asynccontextmanager
async def scratch() -> AsyncIterator[Path]:
    """A file for as long as this lasts."""
    file = await asyncio.to_thread(_made)
    try:
        yield file
    finally:
        file.unlink(missing_ok=True)


def _made() -> Path:
    with tempfile.NamedTemporaryFile(prefix="shentu-", suffix=".zip", delete=False) as made:
        return Path(made.name)
