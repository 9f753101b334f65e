"""The message service, assembled."""

from pathlib import Path

from services.sms.actions.deliver_delayed import deliver_delayed
from services.sms.actions.push_report import REPORT_DUE
from services.sms.actions.send_message import ARRIVES
from services.sms.api import keys, messages, milestones, phones
from services.sms.handlers import handlers
from services.sms.procedures.push_reports import ReportPushes
from services.sms.tables import Row
from services.sms.vendors import routes as vendors
from shared.bus.contract import Bus
from shared.outward.addresses import Hosts
from shared.service import Service
from shared.settings import Settings
from shared.store import Transaction


class Sms(Service):
    """It listens to the others and texts, for them and for clients of the vendors it plays."""

    def __init__(self, settings: Settings, bus: Bus) -> None:
        super().__init__(
            name="sms",
            title="Shentu sms 短信平台（模拟）",
            description="Every text ever sent in a sandbox, with its state and report code. Nothing is sent out.",
            summaries=Path(__file__).parent / "summaries.toml",
            settings=settings,
            bus=bus,
            row=Row,
            handlers=handlers(limited=settings.sms_limits),
            routers=[messages.router, vendors.router],
            marks=vendors.vendor_marks(),
            answers=[phones.answers, keys.answers, milestones.answers],
            seed=_begin_empty,
            due={ARRIVES: deliver_delayed},
        )
        self.pushes = ReportPushes(self.store, Hosts.of(settings.webhook_hosts))
        self.timers.have(REPORT_DUE, self.pushes.fire)

    async def stop(self) -> None:
        """See Service; receivers of reports are let go of."""
        self.refuse_new_work()
        await self.pushes.stop()
        await super().stop()


def create_sms(settings: Settings, bus: Bus) -> Service:
    """The message service; no text ever leaves the simulator."""
    return Sms(settings, bus)


def _begin_empty(tx: Transaction) -> None:
    """A new sandbox has no texts."""
