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
        """The header. Raises SandboxUnknown for a sandbox that a request names, and that is not here: a service may not
        know yet that it is gone."""
        name, named = self._sandbox(scope)
        header = await self.header(name)
        if header is None and named and self._store.ready:
            raise SandboxUnknown(sandbox=name)
        return header

    async def header(self, name: str) -> tuple[bytes, bytes] | None:
        """Nothing of a sandbox that is not here; nor while the database is away, which is no reason not to forward."""
        try:
            life = await self._store.life(name)
        except (Unavailable, StorageGone):
            return None
        return None if life is None else (HEADER, told(self._secret, name, life))

    def _sandbox(self, scope: Scope) -> tuple[str, bool]:
        headers = dict(scope["headers"])
        if named := headers.get(b"sim-sandbox"):
            return named.decode("latin-1"), True
        scheme, _, token = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
        claims = self._tokens.recognised(token.strip()) if scheme.lower() == "bearer" else None
        return (DEFAULT_SANDBOX if claims is None else claims.sandbox), False
