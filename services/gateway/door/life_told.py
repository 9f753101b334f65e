"""What each forwarded request tells its service: which life its sandbox is in, by this gateway's registry."""

from starlette.types import Scope

from shared.context import DEFAULT_SANDBOX
from shared.errors import SandboxUnknown, StorageGone, Unavailable
from shared.login.tokens import Tokens
from shared.sandbox.telling import HEADER, told
from shared.store import Store


class LifeTold:
    """Of the sandbox that a request names, or that its token was issued in, or of the default one."""

    def __init__(self, store: Store, tokens: Tokens, secret: str) -> None:
        self._store = store
        self._tokens = tokens
        self._secret = secret

    async def of(self, scope: Scope) -> tuple[bytes, bytes] | None:
        """The header; None while the database is away, which is no reason not to forward.

        Raises SandboxUnknown for a sandbox that a request names, and that is not here: a service may not know yet that
        it is gone.
        """
        name, named = self._sandbox(scope)
        try:
            told_here = await self._told(name)
        except (Unavailable, StorageGone):
            return None
        if told_here is None and named:
            raise SandboxUnknown(sandbox=name)
        return told_here

    async def header(self, name: str) -> tuple[bytes, bytes] | None:
        """The same of a sandbox by its name; None of one that is not here, too."""
        try:
            return await self._told(name)
        except (Unavailable, StorageGone):
            return None

    async def _told(self, name: str) -> tuple[bytes, bytes] | None:
        life = await self._store.life(name)
        return None if life is None else (HEADER, told(self._secret, name, life))

    def _sandbox(self, scope: Scope) -> tuple[str, bool]:
        headers = dict(scope["headers"])
        if named := headers.get(b"sim-sandbox"):
            return named.decode("latin-1"), True
        scheme, _, token = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
        claims = self._tokens.recognised(token.strip()) if scheme.lower() == "bearer" else None
        return (DEFAULT_SANDBOX if claims is None else claims.sandbox), False
