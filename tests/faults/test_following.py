"""Who follows the stream over kills ends with what a fresh read shows: nothing is missing, nothing is stale."""

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx

from tests.engines.postgres import PostgreSQL
from tests.engines.rabbitmq import RabbitMQ
from tests.faults.crowd import Crowd
from tests.journeys.client import Client
from tests.processes import SERVICES, Process, Shentu, embedded, four_processes

FILINGS = 60  # of each: a code and its text, a confirmation, a push and its text, with all their deliveries
PATIENCE_SECONDS = 60.0
SILENCE_SECONDS = 3.0  # then it takes the connection for dead, rightly or not, and comes back


class Follower(threading.Thread):
    """A client that comes back with its last position, however often it is cut off."""

    def __init__(self, url: str, sandbox: str) -> None:
        super().__init__(daemon=True)
        self._http = httpx.Client(base_url=url, trust_env=False, timeout=SILENCE_SECONDS)
        self._headers = {"Sim-Sandbox": sandbox}
        self._news = threading.Condition()
        self._over = threading.Event()
        self.steps: dict[str, dict[str, Any]] = {}
        self.others: list[str] = []
        self.connections = self.told = 0

    def run(self) -> None:
        while not self._over.is_set():
            try:
                with self._http.stream("GET", "/sim/stream?since=start", headers=self._headers) as answer:
                    if answer.status_code == 200:
                        self.connections += 1
                        self._read(answer.iter_lines())
            except httpx.TransportError:
                pass
            self._over.wait(0.05)

    def _read(self, lines: Iterator[str]) -> None:
        event = ""
        for line in lines:
            name, _, value = line.partition(": ")
            if name == "event":
                event = value
            elif name == "id":
                place = value
            elif name == "data" and event == "step":
                step = json.loads(value)
                with self._news:
                    self.steps[step["id"]] = step
                    self.told += 1
                    self._news.notify_all()
                self._headers["Last-Event-ID"] = place
            elif name == "data":
                self.others.append(event)

    def ends_with(self, wanted: dict[str, dict[str, Any]]) -> bool:
        with self._news:
            return self._news.wait_for(lambda: wanted.items() <= self.steps.items(), PATIENCE_SECONDS)

    def close(self) -> None:
        self._over.set()
        self.join(SILENCE_SECONDS + 1)
        self._http.close()


def fresh(visitor: Client) -> dict[str, dict[str, Any]]:
    """Every step of every journey, read anew."""
    found: dict[str, dict[str, Any]] = {}
    for journey in visitor.items("/sim/journeys"):
        trace = visitor.get(f"/sim/journeys/{journey['journey']}")
        found |= {step["id"]: step | {"journey": journey["journey"]} for step in trace["steps"]}
    return found


def follow_over_kills(shentu: Shentu, *victims: Process) -> None:
    with closing(Crowd(shentu.url)) as crowd, closing(Follower(shentu.url, crowd.owner.sandbox or "")) as follower:
        answered = threading.Semaphore(0)
        follower.start()
        for victim in victims:
            ready = crowd.prepare(FILINGS // len(victims))
            finish = crowd.confirm(ready, lambda _: answered.release())
            for _ in range(len(ready) // 3):
                answered.acquire(timeout=10)
            victim.kill()
            victim.start().wait_ready(120)
            finish()
        assert crowd.settle() == []
        wanted = fresh(crowd.owner)
        events = sum(step["kind"] in ("event", "delivery") for step in wanted.values())
        assert events >= 8 * FILINGS * 4 // 5  # of each five, one owner went away
        assert follower.ends_with(wanted), [one for one in wanted.items() if one not in follower.steps.items()][:3]
        assert set(follower.others) == {"begin"}
        told = f"told {follower.told} times in {follower.connections} connections"
        print(f"{events} events and deliveries, {len(wanted)} steps {told}")


def test_over_a_kill_of_everything(tmp_path: Path) -> None:
    with embedded(tmp_path, SHENTU_RATE_LIMIT="0") as shentu:
        follow_over_kills(shentu, shentu["all"])


def test_over_a_kill_of_a_service_and_of_the_gateway(tmp_path: Path, rabbitmq: RabbitMQ, postgres: PostgreSQL) -> None:
    databases = {name: postgres.new_database() for name in SERVICES}
    how = {"bus_url": rabbitmq.new_vhost(), "database_urls": databases, "SHENTU_RATE_LIMIT": "0"}
    with four_processes(tmp_path, **how) as shentu:  # type: ignore[arg-type]
        follow_over_kills(shentu, shentu["review"], shentu["gateway"])
