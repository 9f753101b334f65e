"""Each rule about who may import whom is broken once, in a copy of the tree, and `make check`'s tool must say so."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = "shared knows no service"
LOWER = "inside shared: one way down, from the process to the clock"
CIRCLE = "no two rooms, and no two modules of a room, import each other"
APART = "services never import one another"
JOINED = "only services.__main__ joins services"
LAYERS = "inside a service: one way down, from app to rules and tables"
ROWS = "doors know no rows"
VIEWS = "views know no HTTP"
GATEWAY = "inside the gateway: app, then its rooms, then what they share"
INSTRUMENTS = "instruments know nothing of one another"
INSTRUMENT = "inside an instrument: its door, what it does, what it answers"
FRAMEWORK = "rules know no framework"
CLOCK = "rules know no clock"
AMQP = "only shared.bus.rabbit speaks AMQP"
KIT = "only pages use the kit of the pages"
JINJA = "only the kit of the pages knows jinja2"
OUTSIDE = "the client knows nothing of the server"
CLIENT = "only the tour uses the client, to tell its story"

IMPORTS = [
    (SHARED, "shared/planted.py", "import services.hall"),
    (LOWER, "shared/http/planted.py", "import shared.service"),
    (LOWER, "shared/store/planted.py", "import shared.journal.feed"),
    (LOWER, "shared/errors/planted.py", "import shared.events.base"),
    (LOWER, "shared/outbox/planted.py", "import shared.inbox"),
    (LOWER, "shared/pages/planted.py", "import shared.instruments"),
    (LOWER, "shared/loose.py", "import shared.clock"),
    (APART, "services/hall/actions/planted.py", "import services.review.tables"),
    (APART, "services/gateway/planted.py", "import services.sms"),
    (JOINED, "services/planted.py", "import services.hall"),
    (LAYERS, "services/hall/actions/planted.py", "import services.hall.api"),
    (LAYERS, "services/hall/api/planted.py", "import services.hall.app"),
    (LAYERS, "services/review/api/planted.py", "import services.review.handlers"),
    (LAYERS, "services/review/handlers/planted.py", "import services.review.api"),
    (LAYERS, "services/hall/procedures/planted.py", "import services.hall.api"),
    (LAYERS, "services/hall/procedures/planted.py", "import services.hall.handlers"),
    (LAYERS, "services/hall/views/planted.py", "import services.hall.api"),
    (LAYERS, "services/hall/views/planted.py", "import services.hall.procedures"),
    (LAYERS, "services/hall/views/planted.py", "import services.hall.actions"),
    (LAYERS, "services/hall/actions/planted.py", "import services.hall.procedures"),
    (LAYERS, "services/hall/actions/planted.py", "import services.hall.views"),
    (LAYERS, "services/hall/lookups/planted.py", "import services.hall.views"),
    (LAYERS, "services/hall/lookups/planted.py", "import services.hall.actions"),
    (LAYERS, "services/hall/rules/planted.py", "import services.hall.lookups"),
    (LAYERS, "services/sms/rules/planted.py", "import services.sms.actions"),
    (LAYERS, "services/sms/rules/planted.py", "import services.sms.tables"),
    (LAYERS, "services/gateway/portal/actions/planted.py", "import services.gateway.portal.api"),
    (VIEWS, "services/hall/views/planted.py", "import fastapi"),
    (VIEWS, "services/review/views/planted.py", "import shared.http.api"),
    (ROWS, "services/hall/api/planted.py", "import services.hall.tables"),
    (ROWS, "services/gateway/portal/api/planted.py", "import services.gateway.portal.tables"),
    (ROWS, "services/review/api/planted.py", "from sqlmodel import select"),
    (GATEWAY, "services/gateway/portal/planted.py", "import services.gateway.instruments"),
    (GATEWAY, "services/gateway/door/planted.py", "import services.gateway.app"),
    (GATEWAY, "services/gateway/peers/planted.py", "import services.gateway.traces"),
    (GATEWAY, "services/gateway/traces/rules/planted.py", "import services.gateway.instruments"),
    (INSTRUMENTS, "services/gateway/instruments/waiting/planted.py", "import services.gateway.instruments.events.act"),
    (INSTRUMENTS, "services/gateway/instruments/idle/planted.py", "import services.gateway.instruments.routes"),
    (INSTRUMENTS, "services/gateway/instruments/planted.py", "import shared.clock"),
    (INSTRUMENT, "services/gateway/instruments/events/act.py", "import services.gateway.instruments.events.route"),
    (INSTRUMENT, "services/gateway/instruments/clock/show.py", "import services.gateway.instruments.clock.act"),
    (GATEWAY, "services/gateway/instruments/planted.py", "import services.gateway.console"),
    (FRAMEWORK, "services/hall/rules/planted.py", "import sqlmodel"),
    (FRAMEWORK, "services/review/rules/planted.py", "from fastapi import APIRouter"),
    (FRAMEWORK, "services/sms/rules/planted.py", "from sqlalchemy.orm import Session"),
    (FRAMEWORK, "services/gateway/portal/rules/planted.py", "import starlette.requests"),
    (FRAMEWORK, "services/gateway/console/picture/planted.py", "import fastapi"),
    (CLOCK, "services/hall/rules/planted.py", "import time"),
    (CLOCK, "services/review/rules/planted.py", "from shared.clock import Clock"),
    (CLOCK, "services/gateway/console/picture/planted.py", "import time"),
    (AMQP, "shared/planted.py", "import aio_pika"),
    (AMQP, "services/hall/planted.py", "import aio_pika"),
    (ROWS, "services/hall/pages/planted.py", "import services.hall.tables"),
    (LAYERS, "services/hall/pages/planted.py", "import services.hall.api"),
    (KIT, "services/hall/api/planted.py", "import shared.pages.visit"),
    (KIT, "shared/planted.py", "import shared.pages"),
    (JINJA, "services/hall/pages/planted.py", "import jinja2"),
    (OUTSIDE, "client/shentu/planted.py", "import services.hall"),
    (OUTSIDE, "client/shentu/story/planted.py", "import shared.version"),
    (CLIENT, "services/hall/planted.py", "import shentu"),
    (CLIENT, "services/gateway/console/planted.py", "from shentu.story import acts"),
    (CLIENT, "shared/planted.py", "import shentu.client"),
]

CIRCLES = [
    ("shared.store", "shared/store/recording.py", "import shared.store.transaction"),
    ("services.gateway.door", "services/gateway/door/limits.py", "import services.gateway.door.front"),
]

ENVIRONMENT = "only settings.py reads the environment"
NOW = "rules do not ask for the time"
SWALLOWS = "wait_for swallows cancellations"
BARE = "a bare table sees every sandbox"
TYPES_ONLY = "an import for types only hides a circle"
STATUS = "a status outside lifecycle.toml and its rules"
SOURCES = [
    (ENVIRONMENT, "shared/planted.py", "import os\nHOME = os.environ['HOME']"),
    (ENVIRONMENT, "services/hall/planted.py", "from os import getenv"),
    (ENVIRONMENT, "client/shentu/planted.py", "from os import environ"),
    (NOW, "services/hall/rules/planted.py", "from datetime import datetime\ndef late():\n    return datetime.now()"),
    (NOW, "services/gateway/portal/rules/planted.py", "import datetime\nTODAY = datetime.date.today()"),
    (SWALLOWS, "shared/planted.py", "import asyncio\nasync def late(task):\n    await asyncio.wait_for(task, 1)"),
    (SWALLOWS, "services/sms/planted.py", "from asyncio import wait_for"),
    (BARE, "services/hall/actions/planted.py", "def of(row):\n    return row.__table__"),
    (BARE, "shared/planted.py", "def of(row):\n    return row.__table__"),
    (TYPES_ONLY, "shared/planted.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import shared.service"),
    (TYPES_ONLY, "services/hall/planted.py", "import typing\nif typing.TYPE_CHECKING:\n    import services.hall.app"),
    ("outside any package", "services/hall/unseen/planted.py", "import services.review"),
    (STATUS, "services/hall/actions/planted.py", "def open_(status):\n    return status == 'draft'"),
    (STATUS, "services/hall/api/planted.py", "from typing import Literal\nSTATUS = Literal['confirmed']"),
    (STATUS, "services/review/actions/planted.py", "def frozen(project):\n    return project.status == 'submitted'"),
]


def _copied(into: Path) -> Path:
    """A copy of what the rules are about, with the tools' settings."""
    for package in ("shared", "services", "client", "tests/architecture"):
        shutil.copytree(ROOT / package, into / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", into)
    return into


def _planted(tree: Path, breaches: Iterable[tuple[str, str, str]]) -> Path:
    for _, path, text in breaches:
        target = tree / path
        target.parent.mkdir(exist_ok=True)
        with target.open("a") as file:
            file.write(f"\n{text}\n")
    return tree


def lint_imports(tree: Path) -> str:
    return _run(tree, str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo")


def source_rules(tree: Path) -> str:
    return _run(tree, sys.executable, "-m", "tests.architecture.source_rules")


def _run(tree: Path, *command: str) -> str:
    wide = os.environ | {"COLUMNS": "500"}
    done = subprocess.run(command, cwd=tree, env=wide, capture_output=True, text=True, check=False)
    return f"exit {done.returncode}\n{done.stdout}{done.stderr}"


@pytest.fixture(scope="module")
def forbidden(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the tool says of a tree with all these imports: reading it once for each would take minutes."""
    return lint_imports(_planted(_copied(tmp_path_factory.mktemp("imports")), IMPORTS))


@pytest.fixture(scope="module")
def breached(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same of what importing alone does not show."""
    return source_rules(_planted(_copied(tmp_path_factory.mktemp("sources")), SOURCES))


def test_the_tree_as_it_is_breaks_no_rule(tmp_path: Path) -> None:
    tree = _copied(tmp_path)
    assert lint_imports(tree).startswith("exit 0\n")
    assert source_rules(tree) == "exit 0\nSource rules: all kept.\n"


@pytest.mark.parametrize(("contract", "path", "text"), IMPORTS)
def test_a_forbidden_import_is_caught(forbidden: str, contract: str, path: str, text: str) -> None:
    assert forbidden.startswith("exit 1\n")
    assert f"{contract} BROKEN" in forbidden
    importer, imported = path.removesuffix(".py").replace("/", "."), text.split()[1]
    if not imported.startswith(("services.", "shared.")):
        imported = imported.partition(".")[0]  # of a library only its name is known
    lines = [line.replace("-   ", "- ") for line in _told_of(contract, forbidden)]
    unlisted = f"- {importer}"
    assert any(line.startswith(f"- {importer} -> {imported} (") or line == unlisted for line in lines), lines


def test_circles_are_caught(tmp_path: Path) -> None:
    """In a tree of their own: other breaches make circles, too."""
    said = lint_imports(_planted(_copied(tmp_path), CIRCLES))
    assert said.startswith("exit 1\n") and said.count(" BROKEN") == 1
    told = _told_of(CIRCLE, said)
    assert [line for line in told if line.startswith("No cycles")] == [
        f"No cycles are allowed in {room}." for room in sorted(room for room, _, _ in CIRCLES)
    ]


def _told_of(contract: str, said: str) -> list[str]:
    """The lines below the contract's heading."""
    below = said.partition("Broken contracts")[2].partition(f"\n{contract}\n---")[2]
    return re.split(r"\n.+\n---+\n", below)[0].splitlines()


@pytest.mark.parametrize(("rule", "path", "text"), SOURCES)
def test_a_breach_in_the_source_is_caught(breached: str, rule: str, path: str, text: str) -> None:
    assert breached.startswith("exit 1\n")
    assert any(line.startswith(path) and rule in line for line in breached.splitlines())


def test_every_contract_has_its_violation_here() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    names = {contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]}
    assert names == {contract for contract, _, _ in IMPORTS} | {CIRCLE}


def test_make_check_runs_both_tools() -> None:
    check = (ROOT / "Makefile").read_text("utf-8").split("\ncheck:")[1].split("\n\n")[0]
    assert "lint-imports" in check
    assert "tests.architecture.source_rules" in check
