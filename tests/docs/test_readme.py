"""The README's blocks are run as they stand; its tables are what a running instance says."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.settings import Settings
from tests.client.command import environment
from tests.journeys import personas, walk
from tests.journeys.client import Client
from tests.processes import ROOT, Shentu, embedded

READMES = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh.md")}
ADDRESS = "http://127.0.0.1:8000"
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def shentu(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shentu]:
    with embedded(tmp_path_factory.mktemp("readme")) as running:
        yield running


def blocks(readme: str, language: str) -> list[str]:
    return [text for found, text in _BLOCK.findall(READMES[readme]) if found == language]


def file_blocks(readme: str, folder: Path) -> None:
    """Save the Python blocks under the names in their first lines, as they stand."""
    for block in blocks(readme, "python"):
        name = block.splitlines()[0].removeprefix("# ")
        (folder / name).write_text(block, "utf-8")


def run(*command: str, cwd: Path, **env: str) -> str:
    done = subprocess.run(command, cwd=cwd, env=environment(**env), capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_python_block_files_a_joint_review(shentu: Shentu, tmp_path: Path) -> None:
    file_blocks("README.md", tmp_path)
    told = run(sys.executable, "joint_review.py", cwd=tmp_path, SHENTU_URL=shentu.url)
    assert "【" in told and "91410100MA9XXXX118" in told
    assert "review.project.pushed" in told


def test_the_pytest_block_is_green(shentu: Shentu, tmp_path: Path) -> None:
    """With a proxy in the environment that must not be asked."""
    file_blocks("README.md", tmp_path)
    dead = "http://127.0.0.1:9"
    words = ("-m", "pytest", "-q", "-p", "shentu.pytest_plugin", "-p", "no:cacheprovider", "test_joint_review.py")
    told = run(sys.executable, *words, cwd=tmp_path, SHENTU_URL=shentu.url, http_proxy=dead, ALL_PROXY=dead)
    assert "2 passed" in told


def test_the_prompt_block_looks_after_a_sandbox(shentu: Shentu) -> None:
    [block] = [text for text in blocks("README.md", "sh") if "./shentu" in text]
    told = run("bash", "-euo", "pipefail", "-c", block, cwd=ROOT, SHENTU_URL=shentu.url)
    assert "nothing is in flight" in told and '"ok": true' in told


def test_the_curl_block_links_a_project(shentu: Shentu, tmp_path: Path) -> None:
    [block] = [text for text in blocks("README.md", "sh") if "curl" in text]
    told = run("bash", "-euo", "pipefail", "-c", block.replace(ADDRESS, shentu.url), cwd=tmp_path)
    assert '"project_code":"2403-410105-04-01-123456"' in told.replace(" ", "")


@pytest.mark.parametrize("readme", READMES)
def test_the_settings_it_names_exist(readme: str) -> None:
    compose = (ROOT / "docker-compose.yml").read_text("utf-8")
    of_clients = {"URL", "SANDBOX", "REQUIRE_ENGINES"}
    named = set(re.findall(r"\bSHENTU_(\w+)", READMES[readme])) - of_clients
    assert named >= {"PORT", "RABBITMQ_CONSOLE_PORT", "RABBITMQ_PASSWORD", "POSTGRES_PASSWORD", "SECRET", "SIM_TOKEN"}
    for name in named:
        assert name.lower() in Settings.model_fields or f"${{SHENTU_{name}" in compose, name


def test_the_walk_command(shentu: Shentu) -> None:
    assert "-m tests.journeys.walk http://127.0.0.1:8000 --sandboxes 30" in READMES["README.md"]
    told = run(sys.executable, "-m", "tests.journeys.walk", shentu.url, "--sandboxes", "2", cwd=ROOT)
    assert "2 × submitted" in told


def test_both_languages_show_the_same_blocks() -> None:
    """Chinese around it, the same code in it (comments and captions apart)."""
    for language in ("sh", "python", ""):
        english, chinese = blocks("README.md", language), blocks("README.zh.md", language)
        assert len(english) == len(chinese)
        for one, other in zip(english, chinese, strict=True):
            assert code_of(one) == code_of(other)


def code_of(block: str) -> list[str]:
    lines = (re.sub(r'(""".*?"""|\s*#(?! \w+\.py$).*)$', "", line) for line in block.splitlines())
    if block.startswith("services/"):
        return [line.split("  ")[0] or line.split()[0] for line in lines]
    return [line for line in lines if line.strip()]


@pytest.mark.parametrize("readme", READMES)
def test_the_personas_are_the_seeded_ones(readme: str, shentu: Shentu) -> None:
    owners = (
        personas.OWNER,
        personas.INCOMPLETE,
        personas.UNVERIFIED,
        personas.RETURNING,
        personas.INSTITUTION,
        personas.OFFICE,
    )
    with walk.sandbox(shentu.url) as visitor:
        for owner in owners:
            assert owner.credit_code in READMES[readme]
            assert all(code in READMES[readme] and name in READMES[readme] for code, name in owner.projects)
            walk.log_in(visitor, owner.credit_code)
        more = [unit for units in personas.MORE_UNITS.values() for unit in units]
        for unit in (personas.DESIGN_UNIT, personas.SURVEY_UNIT, *more, *personas.AGENCIES):
            assert unit in READMES[readme]
            walk.enter_platform(visitor, unit)


def test_the_documentation_pages_it_names(shentu: Shentu) -> None:
    anyone = Client(shentu.url)
    for path in re.findall(r"`(/\w+/docs|/asyncapi\.json)`", READMES["README.md"]):
        assert anyone.send("GET", path).status_code == 200, path
    assert anyone.send("GET", "/hall/docs").status_code == 200
    anyone.close()


@pytest.mark.parametrize("readme", READMES)
def test_every_make_target_it_names_exists(readme: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    code = re.findall(r"`[^`]+`|^make \w+$", READMES[readme], re.MULTILINE)
    for target in re.findall(r"\bmake (\w+)", " ".join(code)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("readme", READMES)
def test_the_console_opens_with_what_it_says(readme: str) -> None:
    compose = (ROOT / "docker-compose.yml").read_text("utf-8")
    said = re.search(r"15672>[^(（]*[(（](\w+) / (\w+)[)）]", READMES[readme])
    assert said
    assert f"RABBITMQ_DEFAULT_USER: {said[1]}\n" in compose
    assert f"RABBITMQ_DEFAULT_PASS: ${{SHENTU_RABBITMQ_PASSWORD:-{said[2]}}}\n" in compose
