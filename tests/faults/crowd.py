"""People who confirm applications, and do not stop when the system is killed under their hands."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count

import httpx

from tests.journeys import walk
from tests.journeys.client import Client, ContractBroken

HANDS = 8
GIVE_UP_SECONDS = 180.0


@dataclass(frozen=True)
class Ready:
    """An application that only waits for its confirmation; the account SMS will go to a phone that no other one has."""

    number: int
    application_id: str
    code: str
    leader_phone: str

    @property
    def path(self) -> str:
        return f"/hall/applications/{self.application_id}"

    @property
    def own_phone(self) -> str:
        return phone(self.number + 4500)

    @property
    def patient(self) -> bool:
        """Whether its owner asks again when no answer comes; every fifth just goes away."""
        return self.number % 5 != 0


def phone(number: int) -> str:
    """Invented, like all numbers 1380000xxxx; those below 1000 are played as broken ones."""
    assert number < 9000, "no phones left; take fewer rounds"
    return f"1380000{1000 + number:04d}"


class Crowd:
    """An owner with one complete application, who files it again and again in a sandbox of its own."""

    def __init__(self, base_url: str) -> None:
        anyone = Client(base_url)
        visitor = anyone.derive(sandbox=anyone.create("/sim/sandboxes", {})["name"])
        self._first = walk.prepare(visitor)
        self.owner = self._first.owner
        self.phones: dict[str, str] = {}
        self._numbers = count(1)
        self._pool = ThreadPoolExecutor(HANDS)

    def prepare(self, how_many: int) -> list[Ready]:
        """So many more, each with the code on the phone."""
        ready = list(self._pool.map(self._prepare_one, [next(self._numbers) for _ in range(how_many)]))
        self.phones |= {one.application_id: one.leader_phone for one in ready}
        return ready

    def _prepare_one(self, number: int) -> Ready:
        first, owner = self._first, self.owner
        opening = {"stage": "construction-permit", "matter": "joint-review", "scenario": first.scenario}
        opened = owner.create("/hall/applications", {"project_id": first.project_id} | opening)
        ready = Ready(number, opened["id"], "", phone(number))
        form = owner.get(f"{ready.path}/form")["example"]
        owner.put(f"{ready.path}/form", form | {"owner": form["owner"] | {"leader_phone": ready.leader_phone}})
        owner.post(f"{ready.path}/materials/reuse", {"application_id": first.application_id})
        owner.post(f"{ready.path}/verification-code", {"phone": ready.own_phone}, expect=202)
        [message] = owner.items(f"/sim/phones/{ready.own_phone}/messages", wait=30)
        return Ready(number, ready.application_id, message["vars"]["code"], ready.leader_phone)

    def confirm(self, ready: list[Ready], acknowledged: Callable[[str], None]) -> Callable[[], int]:
        """Begin to confirm them all; call what is returned to wait for the end, and for how often nobody answered."""
        hands = [self._pool.submit(self._confirm_one, one, acknowledged) for one in ready]
        return lambda: sum(hand.result() for hand in hands)

    def _confirm_one(self, one: Ready, acknowledged: Callable[[str], None]) -> int:
        deadline = time.monotonic() + GIVE_UP_SECONDS
        body = {"phone": one.own_phone, "code": one.code}
        for unanswered in count():
            status = self._post(f"{one.path}/confirmation", body, key=one.application_id)
            if status == 200:
                acknowledged(one.application_id)
            if status == 200 or not one.patient:
                return unanswered
            assert time.monotonic() < deadline, f"{one.application_id} not confirmed in {GIVE_UP_SECONDS:g} s"
            time.sleep(0.05)
        raise AssertionError

    def _post(self, path: str, body: dict[str, str], key: str) -> int | None:
        """200; None when the connection broke or the gateway said that a service is away."""
        try:
            answer = self.owner.send("POST", path, json=body, headers={"Idempotency-Key": key})
        except httpx.TransportError:
            return None
        if answer.status_code in (502, 503, 504):
            return None
        if answer.status_code != 200:
            raise ContractBroken("neither confirmed nor away", answer)
        return 200

    def settle(self, seconds: float = 50) -> list[str]:
        """The server waits until nothing is under way; what it says still is after that time."""
        answer = self.owner.send("GET", "/sim/idle", params={"timeout": seconds})
        return [] if answer.status_code == 200 else [answer.text]

    def close(self) -> None:
        self._pool.shutdown()
        self.owner.close()
