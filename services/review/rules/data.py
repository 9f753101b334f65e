"""The data files beside the code: wordings, lists and limits that change without it."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1]


def load(name: str) -> dict[str, Any]:
    """The data file `name`.toml of this service."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
