"""What is not ours is as it was published, and its licence is there."""

import hashlib
import tomllib

from tests.processes import ROOT

VENDOR = ROOT / "shared" / "pages" / "vendor"
MANIFEST = tomllib.loads((VENDOR / "manifest.toml").read_text("utf-8"))


def test_every_file_is_as_it_was_published() -> None:
    listed = {name: digest for package in MANIFEST.values() for name, digest in package["files"].items()}
    assert {path.name for path in VENDOR.iterdir()} == {*listed, "manifest.toml"}
    for name, digest in listed.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest, name


def test_each_says_what_it_is_and_carries_its_licence_whole() -> None:
    for package in MANIFEST.values():
        assert package["version"] and package["licence"] and package["from"]
        assert "Permission to use, copy, modify" in (VENDOR / package["licence_file"]).read_text("utf-8")


def test_htmx_is_of_the_version_that_is_told() -> None:
    assert f"'{MANIFEST['htmx']['version']}'" in (VENDOR / "htmx.min.js").read_text("utf-8").replace('"', "'")
