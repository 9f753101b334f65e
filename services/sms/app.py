"""The message service, assembled."""

from pathlib import Path

from services.sms.actions.deliver_delayed import deliver_delayed
from services.sms.actions.send_message import ARRIVES
from services.sms.api import messages, milestones, phones
from services.sms.handlers import handlers
from services.sms.tables import Row
from shared.bus.contract import Bus
from shared.service import Service
from shared.settings import Settings
from shared.store import Transaction


def create_sms(settings: Settings, bus: Bus) -> Service:
    """短信平台: it listens to the others and texts; nothing ever leaves the simulator."""
    return Service(
        name="sms",
        title="Shentu sms 短信平台（模拟）",
        description="Every text ever sent in a sandbox, with its state and report code. Nothing is sent out.",
        summaries=Path(__file__).parent / "summaries.toml",
        settings=settings,
        bus=bus,
        row=Row,
        handlers=handlers(limited=settings.sms_limits),
        routers=[messages.router],
        internal_routers=[phones.router, milestones.router],
        seed=_begin_empty,
        due={ARRIVES: deliver_delayed},
    )


def _begin_empty(tx: Transaction) -> None:
    """A new sandbox has no texts."""
