"""The part of the client that is made from our own OpenAPI documents: models and calls; `make docs` writes it anew."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from docs.client.calls import calls
from docs.client.documents import PLACES, documents
from docs.client.models import models
from shared.version import VERSION

SHENTU = Path(__file__).resolve().parents[2] / "client" / "shentu"
MADE = "# Made by `make docs` from the OpenAPI documents: change the server, not this file.\n"


def client_files() -> Mapping[Path, str]:
    """Every file that is made, with what stands in it today."""
    found = documents()
    made = {SHENTU / "version.py": f'"""Of the instance that this client was made for."""\n\nVERSION = "{VERSION}"\n'}
    for place in PLACES:
        made[SHENTU / "models" / f"{place}.py"] = models(place, found[place])
        made[SHENTU / "calls" / f"{place}.py"] = calls(place, found[place])
    return {path: _tidy(path, MADE + text) for path, text in made.items()}


def _tidy(path: Path, text: str) -> str:
    """Imports that nobody uses are left out, lines broken where they are anywhere in the house."""
    for words in (["check", "--fix", "--quiet", "--select", "F401,I"], ["format", "--quiet"]):
        ruff = [sys.executable, "-m", "ruff", *words, "--stdin-filename", str(path), "-"]
        text = subprocess.run(ruff, input=text, capture_output=True, text=True, check=True).stdout
    return text
