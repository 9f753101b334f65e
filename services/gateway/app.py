"""The gateway, assembled: the front door, the portal and the control plane."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from starlette.types import ASGIApp

from services.gateway import api_documents
from services.gateway.console.pages import routers as console_pages
from services.gateway.console.report import report_of
from services.gateway.door.faults import DoorFaults
from services.gateway.door.front import FrontDoor
from services.gateway.door.life_told import LifeTold
from services.gateway.door.request_journal import RequestJournal
from services.gateway.door.whose import Whose
from services.gateway.instruments.routes import routers as control_plane
from services.gateway.instruments.sandboxes.expiry import Expiry
from services.gateway.instruments.stream.logs import Logs
from services.gateway.kept.keeper import Keeper
from services.gateway.pages import routers as landing_pages
from services.gateway.peers.asking import Peers
from services.gateway.peers.everywhere import Everywhere
from services.gateway.peers.follow import Follow
from services.gateway.peers.leftovers import Leftovers
from services.gateway.portal.api import accounts, login
from services.gateway.portal.pages import routers as portal_pages
from services.gateway.portal.seed import seed_portal
from services.gateway.tables import Row
from services.gateway.upstreams import LocalUpstream, upstreams
from services.gateway.webhooks import rows as webhook_rows
from services.gateway.webhooks.runner import Webhooks
from shared.bus.contract import Bus
from shared.instruments.inner_door import key_of
from shared.instruments.marks import operations_marked
from shared.outward.addresses import Hosts
from shared.pages.place import PORTAL, REVIEW
from shared.pages.refusals import refuse
from shared.pages.visit import SANDBOX_COOKIE
from shared.service import Service
from shared.settings import Settings

LOGINS = {"hall": PORTAL.cookie, "portal": PORTAL.cookie, "review": REVIEW.cookie}
"""Which cookie holds the token on whose pages."""


class Gateway(Service):
    """一个入口: it forwards to the other services, and plays 河南省政务服务网 itself."""

    def __init__(self, settings: Settings, bus: Bus, local: Mapping[str, ASGIApp]) -> None:
        super().__init__(
            name="gateway",
            title="Shentu gateway（模拟）",
            summaries=Path(__file__).parent / "summaries.toml",
            settings=settings,
            bus=bus,
            row=Row,
            handlers={},
            routers=[
                *landing_pages,
                api_documents.router,
                login.router,
                accounts.router,
                *portal_pages,
                *console_pages,
                *control_plane,
            ],
            seed=seed_portal,
            due={webhook_rows.RETRY: webhook_rows.due},
        )
        self.services = upstreams(settings, local)
        self._sweeping: list[asyncio.Task[None]] = []
        self.inner = self.app
        # Connections of their own: however many testers wait, requests pass.
        self.inner_doors = upstreams(settings, local)
        doors: dict[str, ASGIApp] = {**self.inner_doors, "gateway": LocalUpstream(self.inner)}
        life_of = LifeTold(self.store, self.tokens, settings.signing_secret())
        peers = self.api.state.peers = Peers(doors, key_of(settings.signing_secret()), life_of.header)
        self.journal = RequestJournal(self.store, Keeper(peers, lambda: operations_marked(self.api.routes)).told)
        everywhere = self.api.state.everywhere = Everywhere(self.store, seed_portal, peers, self.journal.barrier)
        self.expiry = Expiry(everywhere)
        self.leftovers = Leftovers(everywhere)
        self.api.state.report = report_of
        self.api.state.use = self.expiry.note
        self.follow = self.api.state.follow = Follow(peers)
        self.logs = self.api.state.logs = Logs(peers, self.follow)
        self.webhooks = self.api.state.webhooks = Webhooks(
            self.store, peers, self.follow, self.lease, Hosts.of(settings.webhook_hosts), settings.keep_days
        )
        whose = Whose(self.tokens, LOGINS, SANDBOX_COOKIE)
        faults = DoorFaults(self.store, whose, settings.sim_token, lambda: self.draining, self.journal.barrier)
        self.app = FrontDoor(
            self.inner, self.services, self.journal, settings, lambda: self.draining, self.expiry.note, refuse, life_of,
            faults,
        )  # fmt: skip
        self.api.state.door = self.app

    async def start(self) -> None:
        """See Service; sandboxes that nobody uses any more end from now on, and what is left of others goes."""
        await super().start()
        runs = (self.expiry.run(), self.leftovers.run(), self.webhooks.run())
        self._sweeping = [asyncio.create_task(run) for run in runs]

    async def catch_up(self) -> None:
        """See Service; requests are journalled behind their answers."""
        await self.journal.barrier()
        await super().catch_up()

    def refuse_new_work(self) -> None:
        """See Service; testers wait here for what happens elsewhere."""
        super().refuse_new_work()
        self.follow.notify_all()
        self.logs.notify_all()

    async def stop(self) -> None:
        """Write what was noted, stop as every service does, and let go of the others."""
        self.refuse_new_work()
        await self.logs.stop()
        for sweeping in self._sweeping:
            sweeping.cancel()
        await asyncio.gather(*self._sweeping, return_exceptions=True)
        await self.follow.stop()
        await self.journal.barrier()
        self.journal.give_up()
        await super().stop()
        for service in (*self.services.values(), *self.inner_doors.values()):
            await service.stop()


def create_gateway(settings: Settings, bus: Bus, local: Mapping[str, ASGIApp] | None = None) -> Gateway:
    """The gateway; services that run in this process are `here`, by name."""
    return Gateway(settings, bus, local or {})
