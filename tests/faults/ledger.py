"""What was promised, written down outside of the system under test, and what became of it."""

import os
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys.client import Client, Json


class Ledger:
    """Application ids, each on disk before the next thing happens: the answer 200 is a promise that outlives us all."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._acknowledged: set[str] = set()

    def acknowledge(self, application_id: str) -> None:
        with self._lock, self.path.open("a") as file:
            file.write(f"{application_id}\n")
            file.flush()
            os.fsync(file.fileno())
            self._acknowledged.add(application_id)

    def __len__(self) -> int:
        return len(self._acknowledged)

    def __contains__(self, application_id: str) -> bool:
        return application_id in self._acknowledged


@dataclass
class Findings:
    """The audit's figures; `wrong` tells of each application that is not as it should be."""

    acknowledged: int = 0
    unanswered: int = 0
    lost: int = 0
    doubled: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"acknowledged {self.acknowledged} (and {self.unanswered} never answered),"
            f" lost {self.lost}, doubled {self.doubled}"
        )


def audit(owner: Client, ledger: Ledger, phones: dict[str, str]) -> Findings:
    """Compare what the system holds with the ledger. `phones`: application id → its project leader's own phone.

    Acknowledged: confirmed, one push, one account SMS. Never answered: either that, or nothing at all.
    """
    confirmations = _per_journey(owner, "hall.application.confirmed")
    pushes = _per_journey(owner, "review.project.pushed")
    texts = Counter(message["to"] for message in _all(owner, "/sms/messages") if "account" in message["vars"])
    findings = Findings()
    for application_id, phone in phones.items():
        path = f"/hall/applications/{application_id}"
        answer = owner.send("GET", path)
        journey, status = answer.headers["Sim-Journey"], answer.json()["status"]
        counts = (confirmations[journey], pushes[journey], texts[phone])
        _judge(findings, application_id, application_id in ledger, status == "confirmed", counts)
    return findings


def _judge(
    findings: Findings, application_id: str, acknowledged: bool, confirmed: bool, counts: tuple[int, ...]
) -> None:
    findings.acknowledged += acknowledged
    findings.unanswered += not acknowledged
    promised = acknowledged or confirmed
    lost = promised and (not confirmed or min(counts) == 0)
    doubled = max(counts) > (1 if promised else 0)
    findings.lost += lost
    findings.doubled += doubled
    if lost or doubled:
        said = "acknowledged" if acknowledged else "never answered"
        findings.wrong.append(
            f"{application_id}: {said}, {'confirmed' if confirmed else 'a draft'};"
            f" {counts[0]} confirmations, {counts[1]} pushes, {counts[2]} texts"
        )


def _per_journey(owner: Client, event_type: str) -> Counter[str]:
    return Counter(event["journey"] for event in _all(owner, "/sim/events", type=event_type))


def _all(owner: Client, path: str, **wanted: str) -> list[Json]:
    return owner.items(path, limit=200, **wanted)
