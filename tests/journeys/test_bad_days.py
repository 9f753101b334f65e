"""A service is away, the broker restarts, everything is stopped: the confirmation is kept and arrives once."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import httpx
import pytest

from tests.engines.postgres import PostgreSQL
from tests.engines.rabbitmq import RabbitMQ
from tests.journeys import walk
from tests.journeys.client import Client
from tests.journeys.conftest import RUNNING, build
from tests.journeys.personas import OWNER
from tests.processes import Process, Shentu

pytestmark = pytest.mark.skipif(bool(RUNNING), reason="SHENTU_URL names an instance that is not ours to break")


@pytest.fixture(scope="module")
def engines(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shentu]:
    """Four processes on RabbitMQ and PostgreSQL, ours to break; each test leaves them running."""
    with build("engines", tmp_path_factory.mktemp("bad-days"), request) as shentu:
        yield shentu


def ready_to_confirm(visitor: Client) -> tuple[walk.Filing, str]:
    filing = walk.prepare(visitor)
    code = walk.code_from_phone(filing.owner, filing.application_id)
    return filing, code


def assert_arrived_once(filing: walk.Filing) -> None:
    """One push, one text with the account, and nothing under way."""
    owner, journey = filing.owner, walk.journey_of(filing)
    walk.await_event(owner, journey, "review.project.pushed", timeout=60)
    walk.settle(owner, timeout=60)
    assert len(owner.items("/sim/events", type="hall.application.confirmed", journey=journey)) == 1
    assert len(owner.items("/sim/events", type="review.project.pushed", journey=journey)) == 1
    texts = owner.items(f"/sim/phones/{filing.leader_phone}/messages")
    assert [text["vars"]["account"] for text in texts if "account" in text["vars"]] == [OWNER.credit_code]
    platform = walk.open_account(visitor_of(owner), texts[-1])
    walk.find_city_project(platform, filing.application_id)


def visitor_of(owner: Client) -> Client:
    visitor = owner.derive()
    visitor.headers.pop("Authorization", None)
    return visitor


def test_the_broker_is_killed_between_confirmation_and_push(engines: Shentu, rabbitmq: RabbitMQ) -> None:
    with walk.sandbox(engines.url) as visitor:
        filing, code = ready_to_confirm(visitor)
        rabbitmq.kill()
        try:
            walk.confirm(filing.owner, filing.application_id, code)
            assert filing.owner.get(filing.path)["status"] == "confirmed"
            journey = walk.journey_of(filing)
            visitor.refused(
                408, "wait-timeout", "GET", f"/sim/wait?journey={journey}&event=review.project.pushed&timeout=0.5"
            )
            visitor.refused(408, None, "GET", "/sim/idle?timeout=0.2")
        finally:
            rabbitmq.start()
        assert_arrived_once(filing)


def test_the_broker_hangs(engines: Shentu, rabbitmq: RabbitMQ) -> None:
    with walk.sandbox(engines.url) as visitor:
        filing, code = ready_to_confirm(visitor)
        rabbitmq.pause()
        try:
            walk.confirm(filing.owner, filing.application_id, code)
        finally:
            rabbitmq.resume()
        assert_arrived_once(filing)


@pytest.mark.parametrize("away", ["review", "sms"])
def test_a_service_is_down_at_the_confirmation(engines: Shentu, away: str) -> None:
    with walk.sandbox(engines.url) as visitor:
        filing, code = ready_to_confirm(visitor)
        engines[away].kill()
        try:
            walk.confirm(filing.owner, filing.application_id, code)
            path = {"review": "/review/city-projects", "sms": "/sms/messages"}[away]
            problem = visitor.refused(503, None, "GET", path)
            assert away in problem["detail"] or "省图审" in problem["detail"] or "短信" in problem["detail"]
            assert httpx.get(f"{engines.url}/readyz").status_code == 503
            assert httpx.get(f"{engines.url}/livez").status_code == 200
        finally:
            engines[away].start().wait_ready()
        assert_arrived_once(filing)


@pytest.mark.parametrize(("doubled", "dies"), [("hall", "the elder"), ("review", "the newcomer"), ("sms", "the elder")])
def test_a_replica_helps_and_one_dies(engines: Shentu, doubled: str, dies: str, tmp_path: Path, crowd: int = 4) -> None:
    """Two of a service share one database and one queue; when one dies, the other loses and doubles nothing."""
    elder, newcomer = engines[doubled], Process(doubled, tmp_path, engines[doubled].env)
    with ExitStack() as sandboxes, ThreadPoolExecutor(crowd) as pool:
        visitors = [sandboxes.enter_context(walk.sandbox(engines.url)) for _ in range(crowd)]
        prepared = list(pool.map(ready_to_confirm, visitors))
        newcomer.start().wait_ready()
        try:
            clicks = [pool.submit(walk.confirm, filing.owner, filing.application_id, code) for filing, code in prepared]
            if doubled == "hall":  # the gateway knows the elder only, so every click must be through
                assert all(click.result() for click in clicks)
            (newcomer if dies == "the newcomer" else elder).kill()
            assert all(click.result() for click in clicks)
        finally:
            engines.start()
            newcomer.kill()
        for filing, _ in prepared:
            assert_arrived_once(filing)


def test_the_hall_is_down(engines: Shentu) -> None:
    """The portal and the province stay open; what was confirmed before is pushed though its sender is gone."""
    with walk.sandbox(engines.url) as visitor:
        filing, code = ready_to_confirm(visitor)
        walk.confirm(filing.owner, filing.application_id, code)
        engines["hall"].kill()
        try:
            visitor.refused(503, None, "GET", "/hall/guides")
            walk.log_in(visitor, OWNER.credit_code)
            assert visitor.items("/review/support/documents")
        finally:
            engines["hall"].start().wait_ready()
        assert_arrived_once(filing)


def test_the_database_restarts(engines: Shentu, postgres: PostgreSQL) -> None:
    """Meanwhile every answer is a clear 503; afterwards all goes on without anybody's help."""
    with walk.sandbox(engines.url) as visitor:
        filing, code = ready_to_confirm(visitor)
        postgres.kill()
        try:
            filing.owner.refused(503, None, "GET", filing.path)
            assert httpx.get(f"{engines.url}/readyz").status_code == 503
        finally:
            postgres.start()
        for process in engines:
            process.wait_ready()
        walk.confirm(filing.owner, filing.application_id, code)
        assert_arrived_once(filing)


@pytest.mark.parametrize("kind", ["embedded", "engines"])
def test_a_graceful_stop_under_load_loses_nothing(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest, crowd: int = 8
) -> None:
    """Stop while confirmations come in: every one that was answered has its push and its text after the start."""
    shentu = build(kind, tmp_path, request)
    with shentu, closing(Client(shentu.url)) as visitor:
        names = [visitor.create("/sim/sandboxes", {"name": f"load-{n}"})["name"] for n in range(crowd)]
        visitors = [visitor.derive(sandbox=name) for name in names]
        with ThreadPoolExecutor(crowd) as pool:
            prepared = list(pool.map(ready_to_confirm, visitors))
        acknowledged = confirm_while(shentu.stop, prepared)
        assert all(process.returncode == 0 for process in shentu), shentu.logs()
        shentu.start()
        for filing, _ in prepared:
            if filing.application_id in acknowledged:
                assert_arrived_once(filing)
            else:
                assert filing.owner.get(filing.path)["status"] in ("draft", "confirmed")


def confirm_while(stop: Callable[[], None], prepared: list[tuple[walk.Filing, str]]) -> set[str]:
    """Confirm them all while `stop` is at work; returns which were answered with 200."""
    acknowledged: set[str] = set()
    started = threading.Barrier(len(prepared) + 1)

    def click(pair: tuple[walk.Filing, str]) -> None:
        filing, code = pair
        started.wait()
        body = {"phone": walk.CONFIRMING_PHONE, "code": code}
        try:
            answer = filing.owner.send("POST", f"{filing.path}/confirmation", json=body)
        except httpx.TransportError:
            return  # refused at the door: nobody was promised anything
        if answer.status_code == 200:
            acknowledged.add(filing.application_id)

    with ThreadPoolExecutor(len(prepared)) as pool:
        clicks = [pool.submit(click, pair) for pair in prepared]
        started.wait()
        stop()
        for done in clicks:
            done.result()
    return acknowledged
