"""The hall as a test finds it: a sandbox of a running service, its clock, what it told the others; and its visitors."""

import json
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select

from shared.clock import Clock, from_micros, real_micros
from shared.context import Context
from shared.events.base import Event
from shared.inbox import Handler
from shared.instruments.inner_door import HEADER, key_of
from shared.sandbox import FIRST, set_clock
from shared.service import Service
from shared.store import Transaction
from shared.store.tables import journal, outbox
from shared.timers import timers_of
from tests import within
from tests.hall.applicant import Applicant, Json
from tests.harness import client_of
from tests.lives import life_of

OWNER = "91410100MA9XXXX118"


class Hall:
    """One sandbox of the running hall."""

    def __init__(self, service: Service, sandbox: str, life: int = FIRST) -> None:
        self.service, self.sandbox, self.life = service, sandbox, life
        self._ahead = timedelta(0)
        self._frozen_at: int | None = None

    async def told(self, event_type: str) -> list[Json]:
        """The data of every event of this type the hall has recorded, oldest first."""
        mine = (outbox.c.type == event_type, outbox.c.life == await life_of(self.service.store, self.sandbox))
        query = select(outbox.c.body).where(*mine).order_by(outbox.c.seq)
        bodies = await self.service.store.core_read(lambda connection: connection.scalars(query).all())
        return [json.loads(body)["data"] for body in bodies]

    async def code_on_phone(self) -> str:
        """The verification code sent last."""
        return str((await self.told("hall.phone_code.issued"))[-1]["code"])

    async def journal(self) -> str:
        """Everything the journal says, in one string."""
        query = select(journal.c.detail).where(journal.c.life == await life_of(self.service.store, self.sandbox))
        details = await self.service.store.core_read(lambda connection: connection.scalars(query).all())
        return " ".join(detail for detail in details if detail)

    async def states(self) -> list[tuple[str, str]]:
        """What came into which state, oldest first, as the traces tell it."""
        mine = (journal.c.kind == "state", journal.c.life == await life_of(self.service.store, self.sandbox))
        query = select(journal.c.name, journal.c.status).where(*mine).order_by(journal.c.seq)
        rows = await self.service.store.core_read(lambda connection: connection.execute(query).all())
        return [(name, status) for name, status in rows]

    async def due(self) -> list[tuple[str, timedelta]]:
        """What waits for its time, and how long that is from now."""
        now = await within.read(self.service.store, Context(sandbox=self.sandbox), Transaction.now)
        found = await self.service.store.core_read(timers_of, await life_of(self.service.store, self.sandbox), 50)
        return [(timer.kind, from_micros(timer.due_at) - now) for timer in found]

    async def stands_still(self) -> None:
        """Time passes only when the test says so."""
        self._frozen_at = real_micros()
        await self.passes()

    async def hears(self, handler: Handler, event: Event) -> None:
        """An event arrives."""
        await within.write(self.service.store, Context(sandbox=self.sandbox, journey=event.subject), handler, event)

    async def passes(self, **by: float) -> None:
        """Let minutes, days … go by."""
        self._ahead += timedelta(**by)
        ahead = self._ahead // timedelta(microseconds=1)
        clock = Clock(offset=ahead) if self._frozen_at is None else Clock(frozen_at=self._frozen_at + ahead)
        await set_clock(self.service.store, self.sandbox, clock)

    def kept_files(self) -> list[Path]:
        """The uploads on the disk."""
        folder = self.service.settings.data_dir / "files" / "hall" / str(self.life)
        return sorted(path for path in folder.rglob("*") if path.is_file())


class People:
    """Visitors of the sandbox."""

    def __init__(self, hall: Hall, stack: AsyncExitStack) -> None:
        self._hall, self._stack = hall, stack

    async def log_in(self, credit_code: str = OWNER, **data: Any) -> Applicant:
        """As the portal would: the token carries the account as it was at login."""
        claims = {
            "credit_code": credit_code,
            "name": "郑州示例建设有限公司",
            "legal_representative": "张示例",
            "agent_name": "李经办",
            "agent_phone": "13800000011",
            "real_name_verified": True,
            "profile_complete": True,
            "kind": "enterprise",
        } | data
        service, sandbox = self._hall.service, self._hall.sandbox
        now = await within.read(service.store, Context(sandbox=sandbox), Transaction.now)
        life = await life_of(service.store, sandbox)
        token = service.tokens.issue("portal", credit_code, sandbox, life, now, timedelta(hours=12), claims)
        return Applicant(await self._visit(Authorization=f"Bearer {token}"))

    async def stranger(self) -> Applicant:
        """Somebody without a token."""
        return Applicant(await self._visit())

    async def control(self) -> Applicant:
        """The control plane, at the inner door."""
        key = key_of(self._hall.service.settings.signing_secret())
        return Applicant(await self._visit(**{HEADER: key, "Sim-Sandbox": self._hall.sandbox}))

    async def _visit(self, **headers: str) -> httpx.AsyncClient:
        return await self._stack.enter_async_context(client_of(self._hall.service, **headers))
