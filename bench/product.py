"""The product as a chain: everything through the gateway, by the contract, as an outside program would."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shentu import Shentu as Client
from shentu.models.hall import MaterialView
from shentu.story.acts import Story, fill_form, link_project, open_application, provide_materials

from bench.load import Job, Outcome, Request, run
from tests.engines.postgres import PostgreSQL
from tests.engines.rabbitmq import RabbitMQ
from tests.processes import SERVICES, Shentu, embedded, four_processes

OWNERS = 8
PHONE = "1380001{:04d}"  # some of 1380000xxxx fail on purpose
# The benchmark is one caller who sends much more than a person would.
UNLIMITED = "0"


@dataclass(frozen=True)
class Prepared:
    """An application that only waits for its confirmation, and the phone that will get the account SMS."""

    confirmation: Request
    leader_phone: str


class Product:
    """A running instance; each round of applications goes into a sandbox of its own."""

    def __init__(self, shentu: Shentu) -> None:
        self.shentu = shentu
        self.port = int(shentu.url.rpartition(":")[2])

    def send(self, requests: list[Request]) -> Outcome:
        return run(Job(self.port, requests))

    def filing(self) -> dict[str, Any]:
        """What the event of a confirmation carries to the province, form and list of materials: for the references."""
        with Client(self.shentu.url) as anyone, anyone.new_sandbox() as visitor:
            first = new_owner(visitor)
            hall = first.owner.hall
            files = [file for material in hall.list_materials(first.filing) for file in as_published(material)]
            return {"form": hall.read_form(first.filing)["values"], "materials": files}

    def confirmations_per_second(self, count: int) -> float:
        return self.confirmed_per_second(self.prepare(count))

    def confirmed_per_second(self, prepared: list[Prepared]) -> float:
        confirmations = [item.confirmation for item in prepared]
        outcome = run(Job(self.port, confirmations, until=idle(prepared)))
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
        with Client(self.shentu.url) as anyone:
            visitor = anyone.in_sandbox(anyone.sim.make_sandbox()["name"])
            owners = [new_owner(visitor) for _ in range(min(OWNERS, count))]
        prepared: list[Prepared] = []
        for number, first in enumerate(owners):
            share = range(number, count, len(owners))
            leaders, own = [PHONE.format(n) for n in share], [PHONE.format(n + 5000) for n in share]
            prepared += self.file_again(first, leaders, own)
        return prepared

    def file_again(self, first: Story, leaders: list[str], own: list[str]) -> list[Prepared]:
        """One more application for each phone in `leaders`, with the materials of the owner's first one."""
        headers = first.owner.headers
        paths = self.open_applications(first, len(leaders))
        self.fill_in_forms(headers, paths, leaders)
        source = {"application_id": first.filing}
        self.send([Request("POST", f"{path}/materials/reuse", headers, source) for path in paths])
        codes = self.ask_for_codes(headers, paths, own)
        return [
            Prepared(Request("POST", f"{path}/confirmation", headers, {"phone": phone, "code": code}), leader)
            for path, phone, code, leader in zip(paths, own, codes, leaders, strict=True)
        ]

    def open_applications(self, first: Story, count: int) -> list[str]:
        asked = ("project_id", "stage", "matter", "scenario")
        opening = {name: first.application[name] for name in asked}
        request = Request("POST", "/hall/applications", first.owner.headers, opening)
        return [f"/hall/applications/{application['id']}" for application in self.send([request] * count).bodies]

    def fill_in_forms(self, headers: dict[str, str], paths: list[str], leaders: list[str]) -> None:
        forms = self.send([Request("GET", f"{path}/form", headers) for path in paths]).bodies
        filled = [with_leader_phone(form["example"], leader) for form, leader in zip(forms, leaders, strict=True)]
        self.send([Request("PUT", f"{path}/form", headers, form) for path, form in zip(paths, filled, strict=True)])

    def ask_for_codes(self, headers: dict[str, str], paths: list[str], phones: list[str]) -> list[str]:
        calls = zip(paths, phones, strict=True)
        self.send([Request("POST", f"{path}/verification-code", headers, {"phone": phone}) for path, phone in calls])
        pages = self.send([Request("GET", f"/sim/phones/{phone}/messages?wait=30", headers) for phone in phones])
        return [page["items"][0]["vars"]["code"] for page in pages.bodies]


def as_published(material: MaterialView) -> list[dict[str, Any]]:
    """A material's files as `hall.application.confirmed` lists them."""
    return [
        {
            "code": material["code"],
            "name": material["name"],
            "file_id": file["file_id"],
            "file_name": file["name"],
            "sha256": file["sha256"],
            "sealed": file["sealed"],
        }
        for file in material["files"]
    ]


def new_owner(visitor: Client) -> Story:
    """A new company with one project and one complete application."""
    company = visitor.sim.make_enterprise()["credit_code"]
    approved = visitor.sim.make_investment_project(credit_code=company)
    owner = visitor.log_in(company)
    named = {"project_code": approved["project_code"], "project_name": approved["project_name"]}
    story = Story(visitor, owner, project=owner.hall.link_project(**named))
    for act in (link_project, open_application, fill_form, provide_materials):
        act(story)
    return story


def with_leader_phone(form: dict[str, Any], phone: str) -> dict[str, Any]:
    return form | {"owner": form["owner"] | {"leader_phone": phone}}


def inbox(item: Prepared, wait: float = 0) -> Request:
    """What is on the project leader's phone; with `wait` the answer comes when there is something, in seconds."""
    return Request("GET", f"/sim/phones/{item.leader_phone}/messages?wait={wait:g}", item.confirmation.headers)


def idle(prepared: list[Prepared]) -> Request:
    """Answered once nothing is in flight in their sandbox: every SMS is readable then."""
    return Request("GET", "/sim/idle?timeout=60", prepared[0].confirmation.headers)


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
