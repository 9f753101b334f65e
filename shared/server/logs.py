"""JSON logs, a line each, with sandbox and journey; never a secret, never personal data."""

import json
import logging
import sys

from shared.clock import from_micros, real_micros
from shared.context import current
from shared.masking import scrub


class JsonLine(logging.Formatter):
    """One JSON object a record."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self.service = service

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line of JSON."""
        context = current()
        line = {
            "at": from_micros(real_micros()).isoformat(),
            "level": record.levelname.lower(),
            "service": getattr(record, "service", self.service),
            "logger": record.name,
            "message": scrub(record.getMessage()),
            "sandbox": context.sandbox,
            "journey": context.journey,
        }
        if record.exc_info:
            line["error"] = scrub(self.formatException(record.exc_info))
        return json.dumps({key: value for key, value in line.items() if value is not None}, ensure_ascii=False)


def configure_logs(service: str, level: str) -> None:
    """Send all logs to stderr as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLine(service))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in ("aio_pika", "aiormq", "httpx", "asyncio"):
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
    # It warns of each pipeline in which a statement failed; the store runs such a unit again or raises.
    logging.getLogger("psycopg").setLevel(logging.ERROR)
