"""What an open project has: its licence, unchanged; one version; the pages for those who want to take part."""

import hashlib
import re
import tomllib

import httpx
import pytest

from shared.settings import Settings
from shared.version import VERSION
from tests.processes import ROOT, embedded

# The text that Apache publishes, as Debian has it in /usr/share/common-licenses.
APACHE_2_0 = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"


def test_the_licence_is_apache_2_0_to_the_letter() -> None:
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == APACHE_2_0
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["license"] == "Apache-2.0"


def test_the_package_has_no_version_beside_the_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    about = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert about["project"]["dynamic"] == ["version"]
    assert about["tool"]["hatch"]["version"] == {"path": "shared/version.py"}
    with embedded(tmp_path_factory.mktemp("version")) as shentu:
        for name in ("portal", "hall", "review", "sms", "sim"):
            document = httpx.get(f"{shentu.url}/{name}/openapi.json", trust_env=False).json()
            assert document["info"]["version"] == VERSION, name
        assert httpx.get(f"{shentu.url}/asyncapi.json", trust_env=False).json()["info"]["version"] == VERSION


def test_the_changelog_has_the_version_or_is_on_the_way_to_it() -> None:
    sections = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert sections[0] == "Unreleased" or sections[0].startswith(VERSION)


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "SECURITY.md"])
def test_a_page_fits_a_screen(page: str) -> None:
    assert len((ROOT / page).read_text("utf-8").splitlines()) <= 40


def test_the_settings_that_protect_an_instance_exist() -> None:
    compose = (ROOT / "docker-compose.yml").read_text("utf-8")
    for name in re.findall(r"`SHENTU_(\w+)`", (ROOT / "SECURITY.md").read_text("utf-8")):
        assert name.lower() in Settings.model_fields or f"SHENTU_{name}" in compose, name
