"""The verbs of `shentu`, run in this process against an instance."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from shentu import Shentu
from shentu.cli import cli
from shentu.story.acts import Story, play
from shentu.story.scene_list import scenes
from typer.testing import CliRunner

Verb = Callable[..., str]


@pytest.fixture
def verb(visitor: Shentu) -> Verb:
    """`verb("clock", "--advance", "2h")`: what it says, in the visitor's sandbox; with the status that is expected."""

    def run(*words: str, status: int = 0) -> str:
        env = {"SHENTU_URL": visitor.url, "SHENTU_SANDBOX": visitor.sandbox, "COLUMNS": "400"}
        done = CliRunner().invoke(cli, words, env=env)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == status, done.output
        return done.stdout

    return run


@pytest.fixture
def document(verb: Verb) -> Callable[..., Any]:
    """The same with `--json`, decoded."""
    return lambda *words, status=0: json.loads(verb(*words, "--json", status=status))


@pytest.fixture
def story(visitor: Shentu) -> Story:
    """Filed, up to the account on the leader's phone."""
    told = Story(visitor=visitor, owner=visitor)
    for scene in scenes()[:8]:
        play(scene, told)
    return told
