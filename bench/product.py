"""The product as a chain: everything through the gateway, by the contract, as an outside program would."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count as numbers
from itertools import islice
from pathlib import Path
from typing import Any

from bench.load import Job, Outcome, Request, run
from tests.engines.postgres import PostgreSQL
from tests.engines.rabbitmq import RabbitMQ
from tests.journeys import walk
from tests.journeys.client import Client
from tests.processes import SERVICES, Shentu, embedded, four_processes

OWNERS = 8
PHONE = "1380000{:04d}"
IDLE = Request("GET", "/sim/idle?timeout=60")
# The benchmark is one caller who sends much more than a person would.
UNLIMITED = "0"


@dataclass(frozen=True)
class Prepared:
    """An application that only waits for its confirmation, and the phone that will get the account SMS."""

    application_id: str
    confirmation: Request
    leader_phone: str


class Product:
    """A running instance; each round of applications goes into a sandbox of its own."""

    def __init__(self, shentu: Shentu) -> None:
        self.shentu = shentu
        self.port = int(shentu.url.rpartition(":")[2])

    def send(self, requests: list[Request]) -> Outcome:
        return run(Job(self.port, requests))

    def confirmations_per_second(self, count: int) -> float:
        prepared = self.prepare(count)
        confirmations = [item.confirmation for item in prepared]
        outcome = run(Job(self.port, confirmations, until=IDLE))
        self.check_all_texts(prepared)
        return outcome.per_second

    def check_all_texts(self, prepared: list[Prepared]) -> None:
        """Exactly one account SMS for each confirmation, readable now."""
        inboxes = self.send([inbox(item) for item in prepared]).bodies
        wrong = [len(texts(page)) for page in inboxes if len(texts(page)) != 1]
        if wrong:
            raise RuntimeError(f"{len(wrong)} of {len(prepared)} phones have {set(wrong)} account messages, not one")

    def prepare(self, count: int) -> list[Prepared]:
        """Fill in that many applications of several owners, up to the code on the phone."""
        anyone = Client(self.shentu.url)
        visitor = anyone.derive(sandbox=anyone.create("/sim/sandboxes", {})["name"])
        owners = [new_owner(visitor) for _ in range(min(OWNERS, count))]
        phones = numbers(1)
        prepared: list[Prepared] = []
        for number, filing in enumerate(owners):
            share = len(range(number, count, len(owners)))
            prepared += self.file_again(filing, share, list(islice(phones, share)), 5000)
        anyone.close()
        return prepared

    def file_again(self, first: walk.Filing, count: int, phones: list[int], offset: int) -> list[Prepared]:
        """Applications of one owner with the form and the materials of its first one."""
        headers = first.owner.headers
        opening = {"project_id": first.project_id, "stage": "construction-permit", "matter": "joint-review"}
        opened = self.send(
            [Request("POST", "/hall/applications", headers, opening | {"scenario": first.scenario})] * count
        )
        paths = [f"/hall/applications/{application['id']}" for application in opened.bodies]
        self.send(
            [
                Request("PUT", f"{path}/form", headers, with_leader_phone(first.form, PHONE.format(number)))
                for path, number in zip(paths, phones, strict=True)
            ]
        )
        source = {"application_id": first.application_id}
        self.send([Request("POST", f"{path}/materials/reuse", headers, source) for path in paths])
        own = [PHONE.format(number + offset) for number in phones]
        self.send(
            [
                Request("POST", f"{path}/verification-code", headers, {"phone": phone})
                for path, phone in zip(paths, own, strict=True)
            ]
        )
        pages = self.send([Request("GET", f"/sim/phones/{phone}/messages?wait=30", headers) for phone in own]).bodies
        codes = [page["items"][0]["vars"]["code"] for page in pages]
        return [
            Prepared(
                path.rpartition("/")[2],
                Request("POST", f"{path}/confirmation", headers, {"phone": phone, "code": code}),
                PHONE.format(number),
            )
            for path, phone, code, number in zip(paths, own, codes, phones, strict=True)
        ]


def new_owner(visitor: Client) -> walk.Filing:
    """A new company with one project and one complete application."""
    company = visitor.create("/sim/enterprises", {})
    project = visitor.create("/sim/investment-projects", {"credit_code": company["credit_code"]})
    return walk.prepare(visitor, company["credit_code"], (project["project_code"], project["project_name"]))


def with_leader_phone(form: dict[str, Any], phone: str) -> dict[str, Any]:
    return form | {"owner": form["owner"] | {"leader_phone": phone}}


def inbox(item: Prepared) -> Request:
    """What is on the project leader's phone."""
    return Request("GET", f"/sim/phones/{item.leader_phone}/messages", item.confirmation.headers)


def texts(page: dict[str, Any]) -> list[dict[str, Any]]:
    """The account messages of an inbox."""
    return [message for message in page["items"] if "account" in message["vars"]]


@contextmanager
def embedded_product(folder: Path) -> Iterator[Product]:
    with embedded(folder, SHENTU_RATE_LIMIT=UNLIMITED) as shentu:
        yield Product(shentu)


@contextmanager
def engine_product(folder: Path, postgres: PostgreSQL, rabbit: RabbitMQ) -> Iterator[Product]:
    databases = {name: postgres.new_database(f"product_{name}") for name in SERVICES}
    with four_processes(
        folder, bus_url=rabbit.new_vhost(), database_urls=databases, SHENTU_RATE_LIMIT=UNLIMITED
    ) as shentu:
        yield Product(shentu)
