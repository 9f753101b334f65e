"""How a sandbox is: the services agree about every filing, and whatever they do not agree about is named."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.journeys import walk
from tests.journeys.client import Client
from tests.journeys.personas import RETURNING
from tests.processes import embedded

NO_SUCH_NUMBER = "13800000404"


def holding(state: dict[str, Any]) -> dict[str, bool | None]:
    return {one["name"]: one["holds"] for one in state["invariants"]}


def test_confirmed_pushed_and_texted_agree(visitor: Client) -> None:
    state = visitor.get("/sim/state")
    assert (state["confirmed"], state["pushed"], state["texted"]) == (0, 0, 0)
    assert set(holding(state).values()) == {True}
    walk.file(walk.prepare(visitor))
    vain = walk.prepare(visitor, RETURNING.credit_code, RETURNING.project, owner={"leader_phone": NO_SUCH_NUMBER})
    walk.confirm(vain.owner, vain.application_id, walk.code_from_phone(vain.owner, vain.application_id))
    walk.settle(visitor)
    state = visitor.get("/sim/state")
    assert (state["confirmed"], state["pushed"], state["texted"], state["texts_failed"]) == (2, 2, 2, 1)
    assert set(holding(state).values()) == {True}
    assert state["tables"]["hall"]["application"] == {"confirmed": 2}
    assert state["tables"]["sms"]["message"] == {"delivered": 3, "failed": 1}
    assert state["tables"]["review"]["inbox"] == {"handled": 2}
    english = visitor.derive(accept_language="en").get("/sim/state")["invariants"][0]["detail"]
    assert english == "2 confirmed applications: 0 without their push, 0 with several, 0 under way."


def test_another_sandbox_is_not_counted(visitor: Client) -> None:
    walk.file(walk.prepare(visitor))
    with walk.sandbox(visitor.base_url) as other:
        assert other.get("/sim/state")["confirmed"] == 0


def test_what_is_lost_or_waits_too_long_is_named(tmp_path: Path) -> None:
    """As a defect would leave it: rows taken out of the databases by hand."""
    with embedded(tmp_path) as shentu, walk.sandbox(shentu.url) as visitor:
        lost = walk.file(walk.prepare(visitor))
        walk.file(walk.prepare(visitor, RETURNING.credit_code, RETURNING.project))
        walk.settle(visitor)
        alter(tmp_path, "review", "DELETE FROM project WHERE application_id = ?", lost.application_id)
        state = visitor.get("/sim/state")
        assert holding(state)["one-push-per-confirmation"] is False
        assert state["invariants"][0]["broken"] == [lost.application_id]
        assert holding(state)["one-account-text-per-push"] is True
        alter(tmp_path, "sms", "UPDATE message SET journey = 'elsewhere' WHERE template IN ('T3', 'T4')")
        assert holding(visitor.get("/sim/state"))["one-account-text-per-push"] is False
        alter(
            tmp_path,
            "review",
            "UPDATE inbox SET status = 'retry', received_at = 1 WHERE journey = ?",
            lost.application_id,
        )
        state = visitor.get("/sim/state")
        assert holding(state)["nothing-pending-for-a-minute"] is False
        assert "review" in state["invariants"][2]["detail"]
        # what waits may still come
        assert holding(state)["one-push-per-confirmation"] is True


def alter(folder: Path, service: str, statement: str, *values: str) -> None:
    with closing(sqlite3.connect(folder / "var" / f"{service}.sqlite3", timeout=10)) as database, database:
        database.execute(statement, values)
