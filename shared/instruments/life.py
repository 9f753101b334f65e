"""Staying in one life of a sandbox, where nobody logged in who would."""

from shared.context import current
from shared.errors import SandboxUnknown
from shared.http.host import Host


async def stay_in_life(service: Host) -> None:
    """All that is done for this request, files among it, is of the life the sandbox is in now."""
    context = current()
    life = await service.store.life(context.sandbox)
    if life is None:
        raise SandboxUnknown(sandbox=context.sandbox)
    context.token_life = life
