"""Random kill -9 under load, with a ledger outside. The long version: `python -m tests.faults.kill_loop --help`."""

import os
import random
from pathlib import Path

from tests.engines.postgres import PostgreSQL
from tests.engines.rabbitmq import RabbitMQ
from tests.faults.kill_loop import KillLoop, one_process, real_engines
from tests.faults.ledger import Findings
from tests.processes import ROOT

FORGETS = """
from services.sms.handlers import review_project_pushed

review_project_pushed.handle = lambda unit, event, **how: None
"""
REPEATS = """
from services.sms.handlers import review_project_pushed
from shared.identifiers import new_id

once = review_project_pushed.handle

def handle(unit, event, **how):
    once(unit, event, **how)
    unit.context.causation = new_id()  # as if another event had asked for it: neither inbox nor table object
    once(unit, event, **how)

review_project_pushed.handle = handle
"""


def prove(loop: KillLoop, seed: int, rounds: int, seconds: float) -> None:
    """Figures on standard output (pytest -s), the seed to play it again."""
    print(f"\nseed {seed}")
    findings = loop.run(rounds, seconds)
    print(f"rounds {loop.rounds}, {findings}")
    assert findings.wrong == [], f"seed {seed}"
    assert (findings.lost, findings.doubled) == (0, 0)
    assert findings.acknowledged >= loop.rounds * loop.crowd_size // 2


def test_one_process_keeps_every_promise_once(tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    with one_process(tmp_path, random.Random(seed)) as loop:
        prove(loop, seed, rounds=8, seconds=20)


def test_services_broker_and_database_keep_every_promise_once(
    tmp_path: Path, rabbitmq: RabbitMQ, postgres: PostgreSQL
) -> None:
    seed = random.randrange(10**6)
    with real_engines(tmp_path, random.Random(seed), rabbitmq, postgres) as loop:
        prove(loop, seed, rounds=10, seconds=35)


def with_bug(bug: str, folder: Path) -> Findings:
    """One round with a defect in the services: Python runs `sitecustomize` before them, after a kill again."""
    (folder / "sitecustomize.py").write_text(bug, "utf-8")
    with one_process(folder, random.Random(1), PYTHONPATH=os.pathsep.join([str(folder), str(ROOT)])) as loop:
        loop.crowd_size = 6
        return loop.run(rounds=1)


def test_a_text_that_is_never_sent_is_found_lost(tmp_path: Path) -> None:
    findings = with_bug(FORGETS, tmp_path)
    assert findings.lost >= findings.acknowledged > 0, str(findings)
    assert findings.doubled == 0
    assert "0 texts" in findings.wrong[0]


def test_a_text_that_is_sent_twice_is_found_doubled(tmp_path: Path) -> None:
    findings = with_bug(REPEATS, tmp_path)
    assert findings.doubled >= findings.acknowledged > 0, str(findings)
    assert findings.lost == 0
    assert "2 texts" in findings.wrong[0]
