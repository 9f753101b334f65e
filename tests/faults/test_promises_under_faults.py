"""Every fault that loses nothing by itself, against confirmations under load: nothing is lost, nothing is doubled.

Left out are those whose very point is a loss: lose, corrupt, undelivered, silent, without.
"""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from shared.faults.grammar import hops
from tests.engines.postgres import PostgreSQL
from tests.engines.rabbitmq import RabbitMQ
from tests.faults.crowd import Crowd
from tests.faults.ledger import Ledger, audit
from tests.processes import SERVICES, Shentu, embedded, four_processes

CONFIRMING = {"method": "POST", "path": "/hall/applications/{application_id}/confirmation"}
CONFIRMED = {"event": "hall.application.confirmed"}
EVERY_TEXT: dict[str, str] = {}  # the codes have come by then
FAULTS: tuple[dict[str, Any], ...] = (
    {"at": "http", "do": "reject", "match": CONFIRMING, "times": 3},
    {"at": "http", "do": "delay", "match": CONFIRMING, "times": 3, "ms": 100},
    {"at": "http", "do": "drop", "match": CONFIRMING, "times": 3},
    {"at": "http", "do": "lose-answer", "match": CONFIRMING, "times": 3},
    {"at": "http", "do": "truncate", "match": CONFIRMING, "times": 3},
    {"at": "publish", "do": "hold", "match": CONFIRMED, "times": 2, "seconds": 6},
    {"at": "publish", "do": "delay", "match": CONFIRMED, "times": 2, "ms": 300},
    {"at": "publish", "do": "duplicate", "match": CONFIRMED, "times": 3, "copies": 2},
    {"at": "publish", "do": "reorder", "match": CONFIRMED, "times": 3},
    {"at": "delivery", "do": "hold", "match": CONFIRMED, "times": 2, "seconds": 6},
    {"at": "delivery", "do": "delay", "match": CONFIRMED, "times": 2, "ms": 300},
    {"at": "delivery", "do": "fail", "match": CONFIRMED, "times": 4},
    {"at": "delivery", "do": "crash", "match": CONFIRMED, "times": 2, "when": "before-commit"},
    {"at": "delivery", "do": "crash", "match": CONFIRMED, "times": 2, "when": "after-commit"},
    {"at": "sms", "do": "delay", "match": EVERY_TEXT, "times": 3, "ms": 500},
    {"at": "sms", "do": "duplicate", "match": EVERY_TEXT, "times": 3},
    {"at": "sms", "do": "text", "match": EVERY_TEXT, "times": 3, "text": "？"},
    {"at": "store", "do": "unavailable", "match": {"service": "review"}, "times": 4},
    {"at": "store", "do": "slow", "match": {"service": "sms"}, "times": 2, "ms": 100},
    {"at": "store", "do": "slow", "match": {"service": "hall"}, "times": 3, "ms": 100},
)
LOSE_BY_THEMSELVES = {"lose", "corrupt", "undelivered", "silent", "without"}
PEOPLE = 24


def test_no_other_fault_is_left_out() -> None:
    played = {(fault["at"], fault["do"]) for fault in FAULTS}
    assert {(at, do) for at, hop in hops().items() for do in hop.do if do not in LOSE_BY_THEMSELVES} == played


def prove(shentu: Shentu, folder: Path) -> None:
    ledger = Ledger(folder / "ledger")
    with closing(Crowd(shentu.url)) as crowd:
        ready = crowd.prepare(PEOPLE)
        for fault in FAULTS:
            crowd.owner.create("/sim/faults", fault)
        finish = crowd.confirm(ready, ledger.acknowledge)
        finish()
        pending = crowd.settle()
        struck = [(one["at"], one["do"], one["hits"]) for one in crowd.owner.items("/sim/faults")]
        findings = audit(crowd.owner, ledger, crowd.phones)
    print(f"\n{findings}; {sum(hits for *_, hits in struck)} strikes")
    assert struck == [(fault["at"], fault["do"], fault["times"]) for fault in FAULTS]
    assert pending == [] and findings.wrong == []
    assert (findings.lost, findings.doubled) == (0, 0)
    assert findings.acknowledged >= PEOPLE // 2


def test_in_one_process(tmp_path: Path) -> None:
    with embedded(tmp_path, None, SHENTU_RATE_LIMIT="0") as shentu:
        prove(shentu, tmp_path)


def test_on_engines(tmp_path: Path, rabbitmq: RabbitMQ, postgres: PostgreSQL) -> None:
    databases = {name: postgres.new_database() for name in SERVICES}
    bus = rabbitmq.new_vhost()
    with four_processes(tmp_path, bus_url=bus, database_urls=databases, SHENTU_RATE_LIMIT="0") as shentu:
        prove(shentu, tmp_path)


@pytest.mark.parametrize(
    "fault",
    [{"at": "delivery", "do": "lose", "match": CONFIRMED}, {"at": "sms", "do": "without"}],
    ids=["lose", "without"],
)
def test_what_loses_is_found_lost(tmp_path: Path, fault: dict[str, Any]) -> None:
    """The audit notices."""
    ledger = Ledger(tmp_path / "ledger")
    with embedded(tmp_path, None, SHENTU_RATE_LIMIT="0") as shentu, closing(Crowd(shentu.url)) as crowd:
        ready = crowd.prepare(3)
        crowd.owner.create("/sim/faults", fault)
        crowd.confirm(ready, ledger.acknowledge)()
        assert crowd.settle() == []
        findings = audit(crowd.owner, ledger, crowd.phones)
    assert findings.lost == 3 and findings.doubled == 0
