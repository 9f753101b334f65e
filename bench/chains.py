"""What is compared: a chain takes a number of prepared confirmations and says how many a second it managed."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Protocol

from bench.load import Job, Request, run
from bench.servers import reference
from tests.engines.postgres import PostgreSQL
from tests.engines.rabbitmq import RabbitMQ

PHONE = "138{:08d}"
Filing = dict[str, Any]
"""What the product's own confirmation carries from the hall to the province: form and list of materials."""


class Chain(Protocol):
    def confirmations_per_second(self, count: int) -> float:
        """Prepare `count` applications, then confirm them all, 32 at a time, until the last SMS is readable."""


class Reference:
    """A hand-written chain: where its hall and its sms are, and the filing that each application carries."""

    def __init__(self, hall: int, sms: int, filing: Filing) -> None:
        self.hall, self.sms, self.filing, self.confirmed = hall, sms, filing, 0

    def confirmations_per_second(self, count: int) -> float:
        confirmations = [confirmation for confirmation, _ in self.confirmations(count)]
        done = Request("GET", f"/idle?messages={self.confirmed}")
        return run(Job(self.hall, confirmations, until=done, until_port=self.sms)).per_second

    def confirmations(self, count: int) -> list[tuple[Request, Request]]:
        """Prepare so many: how each is confirmed, and where its SMS will be."""
        ids = run(Job(self.hall, [Request("POST", f"/prepare?count={count}", body=self.filing)], 1)).bodies[0]
        phones = [PHONE.format(number) for number in range(self.confirmed, self.confirmed + count)]
        self.confirmed += count
        return [
            (
                Request("POST", f"/applications/{key}/confirmation", body={"phone": phone, "code": "123456"}),
                Request("GET", f"/messages?to={phone}"),
            )
            for key, phone in zip(ids, phones, strict=True)
        ]


@contextmanager
def embedded_references(folder: Path, filing: Filing) -> Iterator[dict[str, Reference]]:
    """Both references in one process each, on SQLite."""
    for name in ("barest", "usual"):
        (folder / name).mkdir(parents=True)
    with (
        reference("barest_sqlite", str(folder / "barest"), "PORT") as barest,
        reference("usual", "all", "PORT", str(folder / "usual")) as usual,
    ):
        yield {"barest": Reference(barest, barest, filing), "usual": Reference(usual, usual, filing)}


@contextmanager
def engine_references(postgres: PostgreSQL, rabbit: RabbitMQ, filing: Filing) -> Iterator[dict[str, Reference]]:
    """Both references as three processes each, on RabbitMQ and PostgreSQL."""
    with ExitStack() as stack:
        chains: dict[str, Reference] = {}
        for name, module in {"barest": "barest_engines", "usual": "usual"}.items():
            broker = rabbit.new_vhost()
            ports = {}
            for service in ("hall", "review", "sms"):
                database = postgres.new_database(f"{name}_{service}")
                if name == "barest":
                    database = database.replace("+psycopg", "")
                ports[service] = stack.enter_context(reference(module, service, "PORT", database, broker))
            chains[name] = Reference(ports["hall"], ports["sms"], filing)
        yield chains
