"""What a person does with each operation, in both languages: Swagger's lines, from a service's `summaries.toml`."""

import tomllib
from pathlib import Path
from typing import Any

from fastapi import FastAPI


def summarise(api: FastAPI, path: Path) -> None:
    """Put each operation's line of the file into the OpenAPI document."""
    generated = api.openapi

    def openapi() -> dict[str, Any]:
        document = generated()
        lines = summaries(path)
        for address, item in document["paths"].items():
            for method, operation in item.items():
                if said := lines.get(f"{method.upper()} {address}"):
                    operation["summary"] = f"{said['zh']} · {said['en']}"
        return document

    api.openapi = openapi  # type: ignore[method-assign]  # as FastAPI's documentation has it


def summaries(path: Path) -> dict[str, dict[str, str]]:
    """`METHOD /path` → `{zh, en}`."""
    return tomllib.loads(path.read_text("utf-8"))
