"""kill -9 at random moments under load, again and again; afterwards every promise must have been kept exactly once.

python -m tests.faults.kill_loop --rounds 20              everything in one process
python -m tests.faults.kill_loop --rounds 20 --engines    four processes, RabbitMQ and PostgreSQL in turn
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.engines.postgres import PostgreSQL
from tests.engines.rabbitmq import RabbitMQ
from tests.faults.crowd import Crowd
from tests.faults.ledger import Findings, Ledger, audit
from tests.processes import SERVICES, Process, Shentu, embedded, four_processes

NO_RATE_LIMIT = "0"


class Victim(Protocol):
    """What can be killed without farewell and comes back with the same data."""

    def kill(self) -> None: ...

    def start(self) -> object: ...


@dataclass
class KillLoop:
    """`victims` by name; `chance` decides what is killed, after how many answers, and whether again while it starts."""

    shentu: Shentu
    victims: dict[str, Victim]
    folder: Path
    chance: random.Random
    crowd_size: int = 24
    rounds: int = 0

    def run(self, rounds: int, seconds: float = float("inf")) -> Findings:
        """Until that many rounds are over or the time is, but each victim has been killed once."""
        ledger = Ledger(self.folder / "ledger")
        deadline = time.monotonic() + seconds
        with closing(Crowd(self.shentu.url)) as crowd:
            for name in self._victims():
                if self.rounds >= len(self.victims) and (self.rounds >= rounds or time.monotonic() > deadline):
                    break
                self._round(crowd, ledger, name)
            pending = crowd.settle()
            findings = audit(crowd.owner, ledger, crowd.phones)
            findings.wrong += pending
            return findings

    def _victims(self) -> Iterator[str]:
        """Each once in random order, then each again."""
        while True:
            yield from self.chance.sample(sorted(self.victims), len(self.victims))

    def _round(self, crowd: Crowd, ledger: Ledger, name: str) -> None:
        self.rounds += 1
        ready = crowd.prepare(self.crowd_size)
        before, answers = len(ledger), self.chance.randrange(self.crowd_size)
        finish = crowd.confirm(ready, ledger.acknowledge)
        _wait(lambda: len(ledger) - before >= answers, seconds=2.0)
        time.sleep(self.chance.uniform(0, 0.01))
        self.victims[name].kill()
        killed_after = len(ledger) - before
        again = self._bring_back(name)
        unanswered = finish()
        print(
            f"round {self.rounds}: {name} killed after {killed_after} answers{', and again while it started' * again};"
            f" {len(ledger) - before} acknowledged, asked {unanswered} times in vain",
            flush=True,
        )

    def _bring_back(self, name: str) -> bool:
        victim = self.victims[name]
        time.sleep(self.chance.uniform(0, 0.3))
        again = isinstance(victim, Process) and self.chance.random() < 0.3
        if again:
            victim.start()
            time.sleep(self.chance.uniform(0.2, 2.0))
            victim.kill()
        victim.start()
        for process in self.shentu:
            process.wait_ready(120)
        return again


def _wait(condition: Callable[[], bool], seconds: float) -> None:
    """The moment of the kill is counted in answers; where too few come, for such a moment at most."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.0005)


@contextmanager
def one_process(folder: Path, chance: random.Random, **env: str) -> Iterator[KillLoop]:
    with embedded(folder, None, SHENTU_RATE_LIMIT=NO_RATE_LIMIT, **env) as shentu:
        yield KillLoop(shentu, {"the process": shentu["all"]}, folder, chance)


@contextmanager
def real_engines(folder: Path, chance: random.Random, broker: RabbitMQ, server: PostgreSQL) -> Iterator[KillLoop]:
    databases = {name: server.new_database() for name in SERVICES}
    with four_processes(
        folder, bus_url=broker.new_vhost(), database_urls=databases, SHENTU_RATE_LIMIT=NO_RATE_LIMIT
    ) as shentu:
        victims: dict[str, Victim] = {process.name: process for process in shentu}
        try:
            yield KillLoop(shentu, victims | {"the broker": broker, "the database": server}, folder, chance)
        finally:
            for engine in (broker, server):
                if not engine.alive:
                    engine.start()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--engines", action="store_true", help="four processes on RabbitMQ and PostgreSQL")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="shentu-kill-loop-")))
        chance = random.Random(options.seed)
        if options.engines:
            broker, server = stack.enter_context(RabbitMQ()), stack.enter_context(PostgreSQL())
            loop = stack.enter_context(real_engines(folder, chance, broker, server))
        else:
            loop = stack.enter_context(one_process(folder, chance))
        findings = loop.run(options.rounds)
    print(f"rounds {loop.rounds}, {findings}", *findings.wrong, sep="\n")
    return 1 if findings.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
