"""What the verbs about scenarios, checkpoints and files ask for, and what they make of the answer."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from shentu.caller import connect
from shentu.cli import cli
from typer.testing import CliRunner

ANSWERS: dict[tuple[str, str], Any] = {
    ("GET", "/sim/scenarios"): {"items": [{"name": "F03", "title": {"zh": "验证码输错", "en": "A wrong code"}}]},
    ("POST", "/sim/scenarios/F03"): {"phone": "13800000066", "next": "curl …", "account": None},
    ("POST", "/sim/checkpoints"): {"name": "before"},
    ("GET", "/sim/checkpoints"): {"items": [{"name": "before"}]},
    ("POST", "/sim/checkpoints/before/restore"): {"sandbox": "copy"},
    ("POST", "/sim/import"): {"sandbox": "copy"},
    ("GET", "/sim/export"): b"PK-a-zip",
}
Asked = list[httpx.Request]
Verb = Callable[..., str]


@pytest.fixture
def asked() -> Asked:
    return []


@pytest.fixture
def verb(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> Verb:
    """Against a door that writes down what it is asked."""

    def door(request: httpx.Request) -> httpx.Response:
        request.read()
        asked.append(request)
        said = ANSWERS.get((request.method, request.url.path))
        content = said if isinstance(said, bytes) else json.dumps(said).encode()
        return httpx.Response(200, headers={"Sim-Notice": "simulated"}, content=content)

    monkeypatch.setattr("shentu.client.connect", lambda url, _: connect(url, httpx.MockTransport(door)))

    def run(*words: str) -> str:
        done = CliRunner().invoke(cli, words, env={"SHENTU_SANDBOX": "mine", "COLUMNS": "400"}, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    return run


def sent(asked: Asked) -> Any:
    return json.loads(asked[-1].content)


def test_a_scenario_is_listed_and_prepared(verb: Verb) -> None:
    assert verb("scenario", "list") == "F03      验证码输错 · A wrong code\n"
    assert verb("scenario", "prepare", "F03") == "phone: 13800000066\nnext: curl …\n"


def test_a_checkpoint_is_kept_and_gone_back_to(verb: Verb, asked: Asked) -> None:
    assert verb("checkpoint", "make", "before") == verb("checkpoint", "list") == "before\n"
    assert verb("checkpoint", "restore", "before", "--into", "copy") == "copy\n"
    assert sent(asked) == {"into": "copy"}
    verb("checkpoint", "delete", "before")
    assert (asked[-1].method, asked[-1].url.path) == ("DELETE", "/sim/checkpoints/before")


def test_a_sandbox_is_carried_in_a_file(verb: Verb, asked: Asked, tmp_path: Path) -> None:
    file = tmp_path / "mine.zip"
    assert verb("export", str(file)) == f"{file}: 8 bytes\n" and file.read_bytes() == b"PK-a-zip"
    assert json.loads(verb("import", str(file), "--sandbox", "copy", "--json")) == {"sandbox": "copy"}
    assert asked[-1].content == b"PK-a-zip" and asked[-1].headers["Content-Type"] == "application/zip"
    assert asked[-1].url.params["sandbox"] == "copy" and not list(tmp_path.glob("*.part"))
