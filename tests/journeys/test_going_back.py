"""A sandbox is kept and gone back to, and taken along in a file: on either database, with either transport."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.journeys import walk
from tests.journeys.client import Client
from tests.journeys.personas import OWNER
from tests.processes import embedded

EXPORTS = sorted((Path(__file__).parent / "exports").glob("*.zip"))


def pushes_and_texts(visitor: Client) -> tuple[int, int, int]:
    walk.settle(visitor)
    events = visitor.items("/sim/events", limit=200)
    kinds = [event["type"] for event in events]
    accounts = [text for text in visitor.items("/sms/messages", limit=200) if "account" in text["vars"]]
    return kinds.count("hall.application.confirmed"), kinds.count("review.project.pushed"), len(accounts)


def files_of(owner: Client, at: str) -> list[bytes]:
    """What the files of an application hold."""
    ids = [file["file_id"] for material in owner.get(f"{at}/materials")["items"] for file in material["files"]]
    return [owner.send("GET", f"{at}/files/{one}/content").content for one in ids]


def test_another_turn_from_the_same_place(visitor: Client) -> None:
    filing = walk.file(walk.prepare(visitor))
    walk.settle(visitor)
    contents = files_of(filing.owner, filing.path)
    visitor.create("/sim/checkpoints", {"name": "pushed"})
    assert walk.submit_for_review(visitor, walk.open_account(visitor, filing.sms), filing.application_id)
    into = {"into": f"{visitor.sandbox}-again"}
    there = visitor.derive(sandbox=visitor.post("/sim/checkpoints/pushed/restore", into)["sandbox"])
    owner = walk.log_in(there, OWNER.credit_code)
    assert files_of(owner, filing.path) == contents and all(contents)
    assert walk.submit_for_review(there, walk.open_account(there, filing.sms), filing.application_id)
    visitor.post("/sim/checkpoints/pushed/restore")
    filing.owner.refused(401, "token-outlived", "GET", filing.path)
    assert pushes_and_texts(visitor) == (1, 1, 1)


def test_what_is_under_way_comes_once_here_and_there(visitor: Client) -> None:
    """Sent, and not received yet: with a broker in between, too."""
    with ThreadPoolExecutor(2) as pool:
        building = pool.submit(visitor.create, "/sim/applications", {"stage": "pushed", "count": 30})
        names = [visitor.create("/sim/checkpoints")["name"] for _ in range(4)]
        building.result()
    assert pushes_and_texts(visitor) == (30, 30, 30)
    for name in names:
        there = visitor.derive(sandbox=visitor.post(f"/sim/checkpoints/{name}/restore", {"into": name})["sandbox"])
        confirmed, pushed, texted = pushes_and_texts(there)
        assert confirmed == pushed == texted <= 30
        there.call("DELETE", f"/sim/sandboxes/{name}")


def bring(visitor: Client, content: bytes) -> None:
    """Import it in the place of the visitor's sandbox."""
    headers = {"Content-Type": "application/zip"}
    visitor.call("POST", f"/sim/import?sandbox={visitor.sandbox}", content=content, headers=headers)


def goes_on(visitor: Client) -> None:
    """One application, pushed, with its files: its owner reads them, and submits it."""
    assert pushes_and_texts(visitor) == (1, 1, 1)
    owner = walk.log_in(visitor, OWNER.credit_code)
    [application] = owner.items("/hall/applications")
    contents = files_of(owner, f"/hall/applications/{application['id']}")
    assert contents and all(contents)
    [text] = [text for text in visitor.items("/sms/messages", limit=200) if "account" in text["vars"]]
    platform = walk.open_account(visitor, text)
    assert walk.submit_for_review(visitor, platform, application["id"])["status"] == "submitted"


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: f"format {path.stem}")
def test_an_export_of_each_released_format_is_imported(visitor: Client, path: Path) -> None:
    """They were written on SQLite."""
    bring(visitor, path.read_bytes())
    goes_on(visitor)


def test_an_export_goes_on_in_another_instance(visitor: Client, tmp_path: Path) -> None:
    """From either database to SQLite."""
    visitor.create("/sim/applications", {"stage": "pushed"})
    walk.settle(visitor)
    content = visitor.send("GET", "/sim/export").content
    with embedded(tmp_path) as shentu, walk.sandbox(shentu.url) as there:
        bring(there, content)
        goes_on(there)
