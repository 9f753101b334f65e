"""`shentu checkpoint`, `shentu export`, `shentu import`: a sandbox kept, gone back to and taken along."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from shentu import Shentu

Verb = Callable[..., str]
Document = Callable[..., Any]


def test_a_checkpoint_is_kept_and_gone_back_to(visitor: Shentu, verb: Verb, document: Document) -> None:
    assert verb("checkpoint", "create", "before") == "before\n"
    assert verb("checkpoint", "list").startswith("before ")
    visitor.sim.build_applications(stage="draft")
    assert document("checkpoint", "restore", "before", "--into", f"{visitor.sandbox}-2")["sandbox"] != visitor.sandbox
    assert len(list(visitor.sim.list_journeys())) == 1
    assert verb("checkpoint", "restore", "before") == f"{visitor.sandbox}\n"
    assert list(visitor.sim.list_journeys()) == []
    assert document("checkpoint", "delete", "before")["name"] == "before"
    assert document("checkpoint", "list") == []


def test_a_sandbox_is_carried_in_a_file(visitor: Shentu, verb: Verb, document: Document, tmp_path: Path) -> None:
    file, there = tmp_path / "mine.zip", f"{visitor.sandbox}-there"
    visitor.sim.build_applications(stage="draft")
    assert document("export", str(file))["bytes"] == file.stat().st_size
    assert document("import", str(file), "--sandbox", there) == {"sandbox": there}
    assert visitor.sim.import_sandbox(file.read_bytes(), sandbox=there) == {"sandbox": there}
    assert document("checkpoint", "list", "--sandbox", there) == [] and not list(tmp_path.glob("*.part"))


def test_what_is_taken_away_is_told(visitor: Shentu, document: Document) -> None:
    made = document("fault", "add", "sms", "undelivered")
    assert [one["id"] for one in document("fault", "remove", made["id"])] == [made["id"]]
    assert document("fault", "remove") == []
    assert document("sandbox", "reset") == {"name": visitor.sandbox}
