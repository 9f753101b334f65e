"""Random kill -9 under load, with a ledger outside. The long version: `python -m tests.faults.kill_loop --help`."""

import random
from pathlib import Path

from tests.engines.postgres import PostgreSQL
from tests.engines.rabbitmq import RabbitMQ
from tests.faults.kill_loop import KillLoop, one_process, real_engines


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
        prove(loop, seed, rounds=8, seconds=30)


def test_services_broker_and_database_keep_every_promise_once(
    tmp_path: Path, rabbitmq: RabbitMQ, postgres: PostgreSQL
) -> None:
    seed = random.randrange(10**6)
    with real_engines(tmp_path, random.Random(seed), rabbitmq, postgres) as loop:
        prove(loop, seed, rounds=10, seconds=60)
